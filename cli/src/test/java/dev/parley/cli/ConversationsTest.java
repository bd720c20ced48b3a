package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.cli.Cli.Ran;
import dev.parley.transcript.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every command against a real server, a real store and a real worker process, started once. */
@Timeout(180)
final class ConversationsTest {

  @TempDir private static Path folder;

  private static Cli cli = Cli.of(Path.of(""));

  @BeforeAll
  static void everythingRuns() throws IOException {
    RealParts.requireTemporal();
    cli = Cli.of(folder.resolve("home"));
    team(
        "two",
        "[Hello, {say: Working on it}, The answer is 42. TERMINATE, And 43. TERMINATE, 44 TERMINATE]");
    team("slow", "[one, {say: two, delay: 60s}, three TERMINATE]");
    Files.writeString(
        folder.resolve("ask.yaml"),
        """
        name: ask
        models:
          m: { provider: scripted, replies: ["What colour?", {say: "Noted.", times: any}] }
        agents:
          boss: { type: UserProxyAgent, human: ALWAYS }
          helper: { type: AssistantAgent, model: m }
        team: { type: TwoAgentChat, initiator: boss, recipient: helper, maxTurns: 9 }
        """);
    // Held open by this conversation: the others need not start server and worker again.
    assertThat(cli.run("run", file("slow"), "hold", "--id", "holder", "--detach").code()).isZero();
  }

  @AfterAll
  static void nothingIsLeft() {
    var unused = cli.run("dev", "--stop");
  }

  private static void team(String name, String replies) throws IOException {
    Files.writeString(
        folder.resolve(name + ".yaml"),
        """
        name: %s
        models:
          m: { provider: scripted, replies: %s }
        agents:
          a: { type: AssistantAgent, model: m, system: You are a. }
        team: { type: RoundRobinGroupChat, participants: [a], termination: { textMention: TERMINATE } }
        """
            .formatted(name, replies));
  }

  private static String file(String name) {
    return folder.resolve(name + ".yaml").toString();
  }

  private static JsonNode json(String line) {
    try {
      return Json.mapper().readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + line, e);
    }
  }

  // --- Run

  @Test
  void withoutATerminalTheAnswerAloneIsPrinted() {
    Ran ran = cli.run("run", file("two"), "What is the answer?");
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).isEqualTo("The answer is 42.\n");
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void jsonLinesAreOneObjectALineAndNothingElse() {
    Ran ran = cli.run("run", file("two"), "Zoë ☃", "--jsonl", "--id", "jsonl-1");
    assertThat(ran.code()).isZero();
    List<JsonNode> lines = ran.lines().stream().map(ConversationsTest::json).toList();
    assertThat(lines).hasSize(6);
    assertThat(lines.getFirst().path("conversation").asText()).isEqualTo("jsonl-1");
    assertThat(lines.getFirst().path("format").asInt()).isEqualTo(1);
    for (int seq = 0; seq < 4; seq++) {
      assertThat(lines.get(seq + 1).path("seq").asInt(-1)).isEqualTo(seq);
    }
    assertThat(lines.get(1).path("text").asText()).isEqualTo("Zoë ☃");
    assertThat(lines.getLast().path("end").path("reason").asText()).isEqualTo("textMention");
    assertThat(lines.getLast().path("modelCalls").asInt()).isEqualTo(3);
    assertThat(cli.run("show", "jsonl-1", "--jsonl").out()).isEqualTo(ran.out());
    assertThat(cli.run("watch", "jsonl-1", "--jsonl").out()).isEqualTo(ran.out());
  }

  @Test
  void anIdThatExistsIsTheSameConversation() {
    Ran first = cli.run("run", file("two"), "once", "--id", "same", "--jsonl");
    Ran again = cli.run("run", file("two"), "another task", "--id", "same", "--jsonl");
    assertThat(again.out()).isEqualTo(first.out());
    assertThat(again.code()).isZero();
  }

  @Test
  void aTaskMayBePipedIn() {
    byte[] task = "from a pipe\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    Ran ran = cli.typing(task, "run", file("two"), "-", "--id", "piped");
    assertThat(ran.code()).isZero();
    assertThat(json(cli.run("show", "piped", "--jsonl").lines().get(1)).path("text").asText())
        .isEqualTo("from a pipe");
  }

  @Test
  void aScriptThatEndsTooEarlyFailsTheConversation() throws IOException {
    team("short", "[only this]");
    Ran ran = cli.run("run", file("short"), "x");
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("Failed", "scripted:m").doesNotContain("\tat ");
  }

  @Test
  void detachedItSaysWhereItGoesOn() {
    Ran ran = cli.run("run", file("slow"), "x", "--detach", "--id", "detached");
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).isEqualTo("detached\n");
    assertThat(ran.err())
        .isEqualTo(
            "detached goes on in the background. Return: ./parley watch detached · end: ./parley"
                + " dev --stop\n");
    assertThat(cli.run("list", "--state", "running").out()).contains("detached");
    Ran stopped = cli.run("stop", "detached");
    assertThat(stopped.out()).startsWith("detached: Stopped by dana");
    assertThat(cli.run("watch", "detached").code()).isEqualTo(1);
  }

  @Test
  void twoCommandsAtOnceShareOneStore() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Ran>> both = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        both.add(threads.submit(() -> cli.run("run", file("two"), "at once")));
      }
      for (Future<Ran> one : both) {
        assertThat(one.get()).isEqualTo(new Ran(0, "The answer is 42.\n", ""));
      }
    }
  }

  // --- People

  @Test
  void withoutATerminalItWaitsAndNoWaitReturnsThree() {
    Ran ran = cli.run("run", file("ask"), "Paint it.", "--no-wait", "--id", "asking");
    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.err()).contains("Waiting for dana", "asking goes on in the background");
    Ran waiting = cli.run("watch", "asking", "--no-wait", "--jsonl");
    assertThat(waiting.code()).isEqualTo(3);
    JsonNode last = json(waiting.lines().getLast());
    assertThat(last.path("waiting").get(0).path("id").asText()).isEqualTo("r1");
    assertThat(cli.run("say", "asking", "blue").out()).isEqualTo("asking: taken\n");
    Ran next = cli.run("watch", "asking", "--no-wait");
    assertThat(next.code()).isEqualTo(3);
    assertThat(cli.run("show", "asking").out()).contains("boss       › blue", "Noted.");
    assertThat(cli.run("say", "asking", "exit").code()).isZero();
    assertThat(cli.run("watch", "asking").code()).isZero();
  }

  @Test
  void sayContinuesAFinishedConversation() {
    assertThat(cli.run("run", file("two"), "first", "--id", "again").code()).isZero();
    Ran said = cli.run("say", "again", "and 43?", "--as", "omar");
    assertThat(said.code()).isZero();
    assertThat(said.out()).isEqualTo("again: taken; it was over and goes on with it\n");
    Ran ran = cli.run("watch", "again");
    assertThat(ran.out()).isEqualTo("And 43.\n");
    assertThat(cli.run("show", "again").out()).contains("omar       › and 43?");
  }

  @Test
  void sayChecksWhomItAddresses() {
    assertThat(cli.run("run", file("two"), "first", "--id", "addressed").code()).isZero();
    Ran ran = cli.run("say", "addressed", "hi", "--to", "nobody");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("\"nobody\"; there are a");
  }

  @Test
  void chatTakesLineAfterLine() {
    byte[] typed = "first\n\nand 43?\nexit\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    Ran ran = cli.typing(typed, "chat", file("two"), "--id", "chatting");
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).isEqualTo("The answer is 42.\nAnd 43.\n");
  }

  // --- Steering

  @Test
  void aConversationIsPausedResumedAndStopped() {
    var unused = cli.run("run", file("slow"), "x", "--detach", "--id", "steered");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> cli.run("show", "steered").out().contains("one"));
    assertThat(cli.run("interrupt", "steered").code()).isZero();
    awaitState("steered", "waiting");
    assertThat(cli.run("resume", "steered").out()).isEqualTo("steered: goes on\n");
    awaitState("steered", "running");
    assertThat(cli.run("stop", "steered").out()).contains("Stopped by dana");
    Ran over = cli.run("pause", "steered");
    assertThat(over.code()).isEqualTo(2);
    assertThat(over.err()).contains("is over", "nothing to pause");
  }

  private static void awaitState(String id, String state) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> cli.run("list", "--state", state).out().contains(id));
  }

  // --- Look

  @Test
  void aPrefixIsEnoughIfNoOtherHasIt() {
    assertThat(cli.run("run", file("two"), "x", "--id", "prefix-aa").code()).isZero();
    assertThat(cli.run("run", file("two"), "x", "--id", "prefix-ab").code()).isZero();
    assertThat(cli.run("show", "prefix-aa").code()).isZero();
    Ran ambiguous = cli.run("show", "prefix-");
    assertThat(ambiguous.code()).isEqualTo(2);
    assertThat(ambiguous.err()).contains("prefix-aa", "prefix-ab", "write more of it");
  }

  @Test
  void listFindsWords() {
    assertThat(cli.run("run", file("two"), "a needle in it", "--id", "hay").code()).isZero();
    assertThat(cli.run("list", "--search", "needle").lines()).hasSize(2);
    assertThat(cli.run("list", "--search", "needle").out()).contains("hay");
    assertThat(cli.run("list", "--search", "no such words").out()).isEqualTo("No conversations.\n");
  }

  @Test
  void showHasManyForms() throws IOException {
    assertThat(cli.run("run", file("two"), "Look.", "--id", "forms").code()).isZero();
    assertThat(cli.run("show", "forms").out())
        .startsWith("user       › Look.\n")
        .endsWith("\nFinished: text \"TERMINATE\" · 4 entries · 3 model calls\n");
    assertThat(cli.run("show", "forms", "--md").out()).startsWith("# forms\n");
    assertThat(cli.run("show", "forms", "--html").out()).startsWith("<!DOCTYPE html>");
    assertThat(cli.run("show", "forms", "--cost").out()).contains("scripted:m", "$0.00");
    assertThat(cli.run("show", "forms", "--view", "a").out())
        .contains("system       › You are a.", "a *          › Hello");
    assertThat(cli.run("show", "forms", "--view", "b").code()).isEqualTo(2);
    Path scripted =
        Files.writeString(
            folder.resolve("scripted.yaml"), cli.run("show", "forms", "--scripted").out());
    assertThat(cli.run("run", scripted.toString(), "Look.").out()).isEqualTo("The answer is 42.\n");
  }

  @Test
  void filesComeOutAsTheyWentIn() throws IOException {
    Path table = Files.writeString(folder.resolve("table.csv"), "a,b\n1,2\n");
    assertThat(cli.run("run", file("two"), "x", "--file", table.toString(), "--id", "filed").code())
        .isZero();
    assertThat(cli.run("files", "filed").out()).isEqualTo("           8  table.csv\n");
    assertThat(cli.run("files", "filed", "table.csv").out()).isEqualTo("a,b\n1,2\n");
    assertThat(cli.run("files", "filed", "tabel.csv").err()).contains("did you mean");
    Path out = folder.resolve("out");
    assertThat(cli.run("files", "filed", "--to", out.toString()).code()).isZero();
    assertThat(out.resolve("table.csv")).hasSameBinaryContentAs(table);
    assertThat(cli.run("files", "filed", "--to", out.toString()).code()).isEqualTo(2);
    assertThat(cli.run("files", "filed", "--to", out.toString(), "--force").code()).isZero();
  }

  // --- Fork and delete

  @Test
  void aForkKeepsTheBeginningAndItsParentIsKept() {
    assertThat(cli.run("run", file("two"), "x", "--id", "parent").code()).isZero();
    Ran wrong = cli.run("fork", "parent", "--at", "9");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("entries 0 to 3");
    String fork = cli.run("fork", "parent", "--at", "1", "--say", "go on").out().strip();
    assertThat(cli.run("watch", fork).code()).isZero();
    assertThat(cli.run("show", fork).out())
        .contains("a          › Hello\ndana       › go on\na          › Working on it");
    Ran kept = cli.run("delete", "parent");
    assertThat(kept.code()).isEqualTo(2);
    assertThat(kept.err()).contains(fork, "--with-forks");
    assertThat(cli.run("delete", "parent", "--with-forks").lines())
        .containsExactlyInAnyOrder("parent: deleted", fork + ": deleted");
    assertThat(cli.run("show", "parent").code()).isEqualTo(2);
  }

  // --- Leaving

  @Test
  void ctrlCLeavesAndTheConversationGoesOn() throws Exception {
    Process process = start("run", file("slow"), "x", "--id", "left");
    try {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> cli.run("list", "--state", "running").out().contains("left"));
      signal(process, "INT");
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(130);
      assertThat(Files.readAllLines(folder.resolve("left.err")).getLast())
          .isEqualTo(
              "left goes on in the background. Return: ./parley watch left · end: ./parley dev"
                  + " --stop");
    } finally {
      process.destroyForcibly();
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> cli.run("show", "left").out().contains("a          › one"));
    assertThat(cli.run("stop", "left").code()).isZero();
  }

  @Test
  void ctrlCEndsJsonLinesWithOneThatSaysSo() throws Exception {
    Process process = start("run", file("slow"), "x", "--id", "left-json", "--jsonl");
    try {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> Files.readString(folder.resolve("left.out")).contains("\"one\""));
      signal(process, "INT");
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(130);
      assertThat(Files.readAllLines(folder.resolve("left.out")).getLast())
          .isEqualTo("{\"conversation\":\"left-json\",\"detached\":true}");
    } finally {
      process.destroyForcibly();
    }
    assertThat(cli.run("stop", "left-json").code()).isZero();
  }

  private static Process start(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-Dparley.root=" + Cli.root(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(arguments));
    if (System.getProperty("os.name").startsWith("Linux")) {
      // A shell that runs the tests in the background has them, and all they start, ignore Ctrl-C.
      command.addAll(0, List.of("/usr/bin/env", "--default-signal=INT"));
    }
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("left.out").toFile())
            .redirectError(folder.resolve("left.err").toFile());
    builder.environment().clear();
    builder.environment().putAll(cli.environment());
    return builder.start();
  }

  private static void signal(Process process, String signal) throws Exception {
    int code = new ProcessBuilder("kill", "-" + signal, "" + process.pid()).start().waitFor();
    assertThat(code).isZero();
  }
}
