package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.activities.people.TokenKey;
import dev.parley.activities.people.Tokens;
import dev.parley.agents.Agent;
import dev.parley.agents.Choice;
import dev.parley.agents.Condition;
import dev.parley.agents.Entry;
import dev.parley.agents.Entry.Words;
import dev.parley.agents.EntryHead.ToolCallHead;
import dev.parley.agents.Intent;
import dev.parley.agents.Kind;
import dev.parley.agents.Move;
import dev.parley.agents.Policy;
import dev.parley.agents.RequestKind;
import dev.parley.agents.Team;
import dev.parley.agents.ToolEffect;
import dev.parley.cli.Cli.Ran;
import dev.parley.transcript.ConversationStore.NewConversation;
import dev.parley.transcript.ConversationStore.RunStart;
import dev.parley.transcript.Draft;
import dev.parley.transcript.EntryStore.Settling;
import dev.parley.transcript.MailStore.Mail;
import dev.parley.transcript.Place;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.Transcripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people are asked, and what they type about it, from a store alone: nothing runs. */
class InboxTest {

  private static final String ID = "pay-2f91";
  private static final String ARGUMENTS = "{\"id\":17,\"amount\":240.00}";

  @TempDir private Path folder;
  private Cli cli = Cli.of(Path.of(""));
  private String store = "";
  private int next;

  @BeforeEach
  void aCashierAsks() throws IOException {
    Path home = Files.createDirectories(folder.resolve("home"));
    store = "sqlite:" + home.resolve("parley.db");
    // A server that does not answer: whatever is decided is recorded, and not taken.
    cli = Cli.of(home).with("PARLEY_STORE", store).with("TEMPORAL_ADDRESS", "127.0.0.1:1");
    try (Transcript transcript = new Transcripts(store, null, null).open()) {
      String blueprint =
          transcript
              .blueprints()
              .put(
                  Team.roundRobin("payments")
                      .agent(Agent.assistant("cashier").model("openai:gpt-4o").tools("refund"))
                      .until(Condition.maxMessages(9))
                      .blueprint());
      transcript
          .conversations()
          .create(new NewConversation(ID, "payments", blueprint, "dana", null));
      transcript.conversations().register(new RunStart(ID, "run", "run", null));
      append(transcript, Draft.of("user", Kind.TEXT, Words.of("Refund 17.")));
      var calling = new Entry.Calling(List.of(new Entry.ToolCall("c1", "refund", ARGUMENTS, "d1")));
      append(
          transcript,
          Draft.of("cashier", Kind.TOOL_CALLS, new Words("", calling, null))
              .withCalls(List.of(new ToolCallHead("c1", "refund", "d1", ToolEffect.ONCE, "p", 0))));
      append(transcript, asked());
    }
  }

  private static Draft asked() {
    long deadline = Instant.now().plus(Duration.ofMinutes(6 * 60 + 5)).toEpochMilli();
    return Draft.of(
            "cashier",
            Kind.REQUEST,
            new Words(
                "managers is asked to approve refund, which cashier wants to call",
                new Entry.Asking(
                    "r3",
                    "tool",
                    List.of("managers"),
                    List.of("approve", "edit", "reject", "delegate"),
                    "cashier",
                    "refund",
                    "c1",
                    ARGUMENTS,
                    "d1",
                    deadline,
                    "cfo",
                    "payments",
                    Policy.Priority.NORMAL),
                null))
        .withMove(
            "r3",
            new Move.Asked(
                RequestKind.TOOL,
                "c1",
                List.of(new Move.Stage(List.of("managers"), 1)),
                deadline,
                List.of()));
  }

  private void append(Transcript transcript, Draft draft) {
    Place place = new Place(ID, Place.MAIN, next, new Intent("test/" + next), "run");
    var unused = transcript.entries().append(place, draft, Settling.NOTHING);
    next++;
  }

  private void omarApproves() {
    try (Transcript transcript = new Transcripts(store, null, null).open()) {
      append(
          transcript,
          Draft.of(
                  "omar",
                  Kind.DECISION,
                  new Words(
                      "approve",
                      new Entry.Deciding(
                          "r3", Choice.APPROVE, "omar", "said", null, null, null, "d1"),
                      null))
              .withPerson("omar", "cashier", "r3", false)
              .withMove("r3", new Move.Voted(Choice.APPROVE, true, 1, List.of(), null, null)));
    }
  }

  private List<Mail> mail() {
    try (Transcript transcript = new Transcripts(store, null, null).open()) {
      return transcript.mail().open(ID);
    }
  }

  // --- Inbox

  @Test
  void oneLineSaysWhatIsAskedByWhomAndUntilWhen() {
    assertThat(cli.run("inbox").out())
        .isEqualTo(
            "pay-2f91/r3   approve a tool   refund(id=17, amount=240.00)   asked by cashier   6 h"
                + " left, then → cfo\n");
  }

  @Test
  void groupsCountAsPeopleYamlSays() throws IOException {
    Files.writeString(
        folder.resolve("home").resolve("people.yaml"),
        "people: { omar: {}, dana: {} }\ngroups: { managers: [omar] }\n");

    assertThat(cli.run("inbox", "--for", "omar").out()).contains("pay-2f91/r3");
    assertThat(cli.run("inbox", "--for", "dana").out()).isEmpty();
    assertThat(cli.run("inbox", "--for", "dana").err()).isEqualTo("dana is asked nothing.\n");
  }

  @Test
  void kindAndTeamNarrowIt() {
    assertThat(cli.run("inbox", "--kind", "tool", "--team", "payments").lines()).hasSize(1);
    assertThat(cli.run("inbox", "--kind", "budget").out()).isEmpty();
    assertThat(cli.run("inbox", "--team", "others").out()).isEmpty();
    Ran wrong = cli.run("inbox", "--kind", "tol");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("--kind: there is no kind \"tol\"; did you mean \"tool\"?");
  }

  @Test
  void jsonLinesHoldTheExactArguments() {
    assertThat(cli.run("inbox", "--jsonl").out())
        .startsWith(
            "{\"conversation\":\"pay-2f91\",\"team\":\"payments\",\"id\":\"r3\",\"kind\":\"tool\","
                + "\"who\":[\"managers\"],\"tool\":\"refund\","
                + "\"arguments\":{\"id\":17,\"amount\":240.00},\"digest\":\"d1\",\"deadline\":")
        .hasLineCount(1);
  }

  @Test
  void oneRequestIsShownWithEverything() {
    Ran ran = cli.run("inbox", "pay/r3", "--for", "omar");

    assertThat(ran.code()).isZero();
    assertThat(ran.out())
        .startsWith("pay-2f91/r3   approve a tool\n")
        .contains("\"amount\" : 240.00", "digest       d1", "user       › Refund 17.")
        .contains("./parley decide pay-2f91/r3 approve --as omar\n")
        .contains("./parley decide pay-2f91/r3 edit '{\"id\":17,\"amount\":240.00}' --as omar\n");
  }

  // --- Decide

  @Test
  void aDecisionIsRecordedWhileNothingRuns() {
    Ran ran =
        cli.run(
            "decide",
            "pay-2f91/r3",
            "edit",
            "{\"id\":17,\"amount\":120.00}",
            "--as",
            "omar",
            "--note",
            "half only");

    assertThat(ran.out()).isEqualTo("pay-2f91/r3: recorded, not yet taken\n");
    assertThat(ran.err()).contains("127.0.0.1:1 does not answer");
    assertThat(ran.code()).isZero();
    assertThat(mail())
        .singleElement()
        .satisfies(
            mail -> {
              assertThat(mail.by()).isEqualTo("omar");
              assertThat(mail.decision()).isNotNull();
              assertThat(String.valueOf(mail.decision()))
                  .contains("request=r3", "choice=EDIT", "digest=d1", "note=half only")
                  .contains("arguments={\"id\":17,\"amount\":120.00}");
            });
  }

  @Test
  void aTokenProvesWhoDecidesOnceAndIsNotStored() {
    String key = "0".repeat(64);
    Cli keyed = cli.with("PARLEY_TOKEN_KEY", key);
    String token;
    try (Transcript transcript = new Transcripts(store, null, null).open()) {
      token =
          new Tokens(TokenKey.parse(key), transcript.storeId(), Clock.systemUTC())
              .issue(
                  new Tokens.Subject(ID, "r3", "d1"),
                  "omar",
                  List.of(Choice.APPROVE),
                  Instant.now().plusSeconds(600));
    }

    assertThat(cli.run("decide", "pay-2f91/r3", "approve", "--token", token).err())
        .contains("does not have the workers' key");
    assertThat(keyed.run("decide", "pay-2f91/r3", "approve", "--token", "x.y").err())
        .isEqualTo("refused: the token is none of these workers; nothing changed\n");
    assertThat(keyed.run("decide", "pay-2f91/r3", "reject", "--token", token).code()).isEqualTo(5);
    assertThat(mail()).isEmpty();

    Ran ran = keyed.run("decide", "pay-2f91/r3", "approve", "--token", token);
    assertThat(ran.out()).isEqualTo("pay-2f91/r3: recorded, not yet taken\n");
    assertThat(mail())
        .singleElement()
        .satisfies(
            mail -> {
              assertThat(mail.by()).isEqualTo("omar");
              assertThat(String.valueOf(mail.decision())).doesNotContain(token);
            });
    Ran again = keyed.run("decide", "pay-2f91/r3", "approve", "--token", token);
    assertThat(again.err()).isEqualTo("refused: the token was used already; nothing changed\n");
    assertThat(mail()).hasSize(1);
  }

  @Test
  void whoIsLateIsToldWhoDecided() {
    omarApproves();

    Ran ran = cli.run("decide", "pay-2f91/r3", "approve", "--as", "mira");

    assertThat(ran.code()).isEqualTo(5);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .matches(
            "refused: omar approved pay-2f91/r3 at [0-9]{2}:[0-9]{2} [A-Z0-9:+]+; nothing"
                + " changed\n");
    assertThat(mail()).isEmpty();
    assertThat(cli.run("inbox").err()).isEqualTo("Nobody is asked anything.\n");
    assertThat(cli.run("inbox", "pay-2f91/r3").out()).contains("omar approved pay-2f91/r3 at ");
  }

  @Test
  void whatIsNotAllowedIsRefused() {
    Ran ran = cli.run("decide", "pay-2f91/r3", "respond", "done", "--as", "omar");

    assertThat(ran.code()).isEqualTo(5);
    assertThat(ran.err())
        .isEqualTo(
            "refused: respond is not allowed for pay-2f91/r3; allowed are approve, edit, reject,"
                + " delegate; nothing changed\n");
    assertThat(mail()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "pay/r3 approve|without a terminal a decision takes the whole id: pay-2f91/r3",
        "pay-2f91 approve|\"pay-2f91\" is no request; write CONVERSATION/REQUEST",
        "pay-2f91/r9 approve|there is no request \"pay-2f91/r9\"; did you mean \"pay-2f91/r3\"?",
        "nobody/r1 approve|no conversation is called \"nobody\"",
        "pay-2f91/r3|missing: DECISION, one of approve · edit JSON · reject REASON · delegate NAME",
        "pay-2f91/r3 aprove|there is no decision \"aprove\"; did you mean \"approve\"?",
        "pay-2f91/r3 approve 5|only a budget is raised by an amount",
        "pay-2f91/r3 edit|edit: missing: JSON or @FILE",
        "pay-2f91/r3 edit [17]|edit: this is no JSON object",
        "pay-2f91/r3 delegate|delegate: missing: --to NAME",
        "pay-2f91/r3 approve --to omar|--to: only delegate has somebody to delegate to",
        "pay-2f91/r3 delegate --to 9|--to: \"9\" is no name of a person",
      })
  void wrongUseChangesNothing(String typed, String message) {
    Ran ran = cli.run(("decide " + typed).split(" "));

    assertThat(ran.err()).contains(message);
    assertThat(ran.code()).isEqualTo(2);
    assertThat(mail()).isEmpty();
  }

  // --- The audit

  @Test
  void showSaysWhoWasAskedWhatAndWhoDecidedOnWhat() {
    omarApproves();

    assertThat(cli.run("show", "pay-2f91").out())
        .contains("cashier    › refund(id=17, amount=240.00)")
        .contains("? r3: cashier asks managers to approve a tool: refund(id=17, amount=240.00)")
        .contains("omar       › approve r3");
    assertThat(cli.run("show", "pay-2f91", "--jsonl").out())
        .contains(
            "\"request\":\"r3\",\"decision\":\"approve\",\"by\":\"omar\",\"proof\":\"said\","
                + "\"digest\":\"d1\"");
  }

  @Test
  void thereAreNoStandingApprovals() {
    assertThat(cli.run("standing", "pay-2f91").err())
        .isEqualTo("pay-2f91 has no standing approvals.\n");
    Ran wrong = cli.run("standing", "pay-2f91", "--revoke", "1");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("has no standing approval 1");
    Ran nobody = cli.run("human", "pay-2f91", "cashir", "NEVER");
    assertThat(nobody.err()).contains("no agent is called \"cashir\"; did you mean \"cashier\"?");
    assertThat(cli.run("human", "pay-2f91", "cashier", "SOMETIMES").code()).isEqualTo(2);
  }
}
