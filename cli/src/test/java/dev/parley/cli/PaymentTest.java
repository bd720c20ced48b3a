package dev.parley.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.cli.Cli.Ran;
import dev.parley.transcript.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code examples/payment.yaml} with its tools, a real server and a real worker. */
@Timeout(180)
class PaymentTest {

  @TempDir private static Path folder;
  private static Cli cli = Cli.of(Path.of(""));
  private static String tools = "";

  @BeforeAll
  static void aWorkerWithTheTools() throws IOException {
    RealParts.requireTemporal();
    Path home = folder.resolve("home");
    cli = Cli.of(home);
    PaymentJar.people(home);
    tools = PaymentJar.in(folder).toString();
  }

  @AfterAll
  static void nothingIsLeft() {
    var unused = cli.run("dev", "--stop");
  }

  private static Ran starts(String id) {
    Ran ran =
        cli.run(
            "run",
            PaymentJar.team(),
            "Refund order 17.",
            "--lib",
            tools,
            "--id",
            id,
            "--no-wait",
            "--jsonl");
    assertThat(ran.code()).as(ran.err()).isEqualTo(3);
    return ran;
  }

  private static JsonNode last(Ran ran) {
    return Json.read(ran.lines().getLast(), JsonNode.class);
  }

  private static List<JsonNode> kind(Ran ran, String kind) {
    return ran.lines().stream()
        .map(line -> Json.read(line, JsonNode.class))
        .filter(line -> line.path("kind").asText().equals(kind))
        .toList();
  }

  @Test
  void toolsSaysWhatTheLibraryHas() {
    Ran ran = cli.run("tools", "--lib", tools);
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.lines())
        .containsExactly(
            "TOOL          EFFECT      ASKS      WHAT IT DOES",
            "lookup_order  READ        -         Says what an order cost and how it was paid",
            "refund        ONCE        -         Pays an order back, or a part of it");
  }

  @Test
  void halfIsApprovedAndPaidBack() {
    JsonNode request = last(starts("pay-half")).path("waiting").path(0);
    assertThat(request.path("kind").asText()).isEqualTo("tool");
    assertThat(request.path("who").path(0).asText()).isEqualTo("managers");
    assertThat(request.path("arguments").toString()).startsWith("{\"id\":17,\"amount\":240");

    Ran inbox = cli.run("inbox", "--for", "omar");
    assertThat(inbox.out())
        .contains("pay-half/r1   approve a tool   refund(id=17, amount=240.00)   asked by cashier")
        .contains("7 h left, then → cfo");
    assertThat(cli.run("inbox", "pay-half/r1").out())
        .contains("\"amount\" : 240.00", "./parley decide pay-half/r1 edit");

    Ran stranger = cli.run("decide", "pay-half/r1", "approve", "--as", "zoe");
    assertThat(stranger.code()).isEqualTo(5);
    assertThat(stranger.err()).startsWith("refused: zoe is not asked about r1");

    Ran edit =
        cli.run(
            "decide",
            "pay-half/r1",
            "edit",
            "{\"id\":17,\"amount\":120.00}",
            "--as",
            "omar",
            "--note",
            "half only");
    assertThat(edit.err()).doesNotContain("refused");
    assertThat(edit.out()).isEqualTo("pay-half/r1: taken\n");
    assertThat(edit.code()).isZero();

    Ran watched = cli.run("watch", "pay-half");
    assertThat(watched.code()).isZero();
    assertThat(watched.out()).isEqualTo("The money for order 17 is on its way.\n");
    Ran shown = cli.run("show", "pay-half", "--jsonl");
    assertThat(kind(shown, "toolResults").getLast().path("results").path(0).path("text").asText())
        .isEqualTo("Refunded 120.00 EUR for order 17.");
    JsonNode decision = kind(shown, "decision").getFirst();
    assertThat(decision.path("decision").asText()).isEqualTo("edit");
    assertThat(decision.path("by").asText()).isEqualTo("omar");
    assertThat(decision.path("note").asText()).isEqualTo("half only");
    assertThat(last(shown).path("toolCalls").asInt()).isEqualTo(2);

    Ran late = cli.run("decide", "pay-half/r1", "approve", "--as", "omar");
    assertThat(late.code()).isEqualTo(5);
    assertThat(late.err())
        .matches("refused: omar edited and approved pay-half/r1 at [^;]+; nothing changed\n");
  }

  @Test
  void whatIsRejectedIsNotPaidBack() {
    var unused = starts("pay-no");
    assertThat(cli.run("claim", "pay-no/r1", "--as", "omar").out())
        .isEqualTo("pay-no/r1: claimed by omar\n");
    assertThat(cli.run("inbox", "--for", "omar").out()).contains("claimed by omar");
    assertThat(cli.run("release", "pay-no/r1", "--as", "omar").code()).isZero();

    assertThat(cli.run("decide", "pay-no/r1", "reject", "too much", "--as", "omar").code())
        .isZero();

    assertThat(cli.run("watch", "pay-no").out())
        .isEqualTo("The refund of order 17 was not approved.\n");
    assertThat(cli.run("show", "pay-no").out()).contains("omar       › reject r1: too much");
  }

  @Test
  void whoChatsIsAskedForTheDecision() throws IOException {
    Path team =
        Files.writeString(
            folder.resolve("mine.yaml"),
            """
            name: mine
            models:
              main:
                provider: scripted
                replies:
                  - calls: [{ tool: refund, arguments: { id: 17, amount: 5.00 } }]
                  - { say: "Done. TERMINATE", times: any }
            tools: { refund: { approval: mine } }
            policies: { mine: { who: starter } }
            agents: { cashier: { type: AssistantAgent, model: main, tools: [refund] } }
            team: { type: RoundRobinGroupChat, participants: [cashier], termination: { textMention: TERMINATE } }
            """);
    byte[] typed = "Refund order 17.\naprove\nhappened x\napprove\nexit\n".getBytes(UTF_8);

    Ran ran = cli.typing(typed, "chat", team.toString(), "--lib", tools, "--id", "chat-1");

    assertThat(ran.err())
        .contains("r1: approve · edit JSON · reject REASON · respond TEXT · delegate NAME")
        .contains("there is no decision \"aprove\"; did you mean \"approve\"?")
        .contains("allowed are approve, edit, reject, respond, delegate");
    assertThat(ran.out()).isEqualTo("Done.\n");
    assertThat(cli.run("show", "chat-1").out())
        .contains("dana       › approve r1", "refund: Refunded 5.00 EUR for order 17.");
  }

  @Test
  void theStarterDecidesNothingWithFourEyes() {
    var unused = starts("pay-own");

    Ran own = cli.run("decide", "pay-own/r1", "approve", "--as", "dana");

    assertThat(own.code()).isEqualTo(5);
    assertThat(cli.run("stop", "pay-own").code()).isZero();
    assertThat(cli.run("inbox", "pay-own/r1").out()).contains("was withdrawn");
  }
}
