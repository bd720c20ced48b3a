package dev.parley.client.view;

import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Choice;
import dev.parley.agents.Condition;
import dev.parley.agents.Entry;
import dev.parley.agents.EntryHead;
import dev.parley.agents.EntryHead.ToolCallHead;
import dev.parley.agents.Event;
import dev.parley.agents.Intent;
import dev.parley.agents.Kind;
import dev.parley.agents.Money;
import dev.parley.agents.Move;
import dev.parley.agents.Policy;
import dev.parley.agents.RequestKind;
import dev.parley.agents.Team;
import dev.parley.agents.ToolEffect;
import dev.parley.agents.Usage;
import dev.parley.transcript.ConversationStore.End;
import dev.parley.transcript.ConversationStore.Spent;
import dev.parley.transcript.ConversationStore.Standing;
import dev.parley.transcript.ConversationStore.State;
import dev.parley.transcript.RequestStore;
import dev.parley.transcript.RequestStore.Request;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Conversations for tests. */
final class Samples {

  static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  static final String PROGRAM =
      """
      ```python
      import csv
      from collections import defaultdict

      sums = defaultdict(list)
      with open("sales.csv") as file:
          for row in csv.DictReader(file):
              sums[row["Region"]].append(float(row["amount"]))
      for region, amounts in sorted(sums.items()):
          print(region, sum(amounts) / len(amounts))
      ```
      """;

  static final String TRACEBACK =
      """
      exitcode: 1 (execution failed)
      Code output: Traceback (most recent call last):
        File "main.py", line 7, in <module>
          sums[row["Region"]].append(float(row["amount"]))
               ~~~^^^^^^^^^^
      KeyError: 'Region'
      """;

  private Samples() {}

  /** The conversation of the demo: six entries. */
  static List<Entry> demo() {
    return List.of(
        text(0, "user", "Average the amounts per region in sales.csv."),
        called(text(1, "coder", PROGRAM), "writer", "0.0011"),
        run(2, "runner", TRACEBACK, 1, List.of()),
        called(
            text(
                3,
                "coder",
                "The column is called \"region\".\n\n" + PROGRAM.replace("Region", "region")),
            "writer",
            "0.0012"),
        run(
            4,
            "runner",
            "exitcode: 0 (execution succeeded)\nCode output: north 412.50\nsouth 388.20\n",
            0,
            List.of()),
        called(
            text(5, "coder", "North averages 412.50, south 388.20. TERMINATE"),
            "writer",
            "0.0008"));
  }

  static Blueprint coding() {
    return Team.roundRobin("coding")
        .agent(Agent.assistant("coder").model("openai:gpt-4o").system("You solve tasks."))
        .agent(Agent.codeExecutor("runner").docker())
        .until(new Condition.TextMention("TERMINATE", List.of(), false))
        .blueprint();
  }

  static Standing standing(State state, @Nullable End end) {
    return standing(state, end, null);
  }

  /** One that does not go on by itself. */
  static Standing troubled(State state, @Nullable String cause) {
    return standing(state, null, cause);
  }

  private static Standing standing(State state, @Nullable End end, @Nullable String cause) {
    return new Standing(
        "coding-7f3a",
        "coding",
        "sha256:0a1b2c",
        "dana",
        state,
        START,
        START.plusSeconds(8),
        6,
        "coder",
        state == State.WAITING ? "dana" : null,
        cause,
        3,
        0,
        2,
        new Usage(2436, 288, 1024, 0),
        Money.dollars(new BigDecimal("0.0031")),
        1,
        1,
        end,
        null,
        null);
  }

  static Standing finished() {
    return standing(State.FINISHED, end("textMention", "TERMINATE", "coder"));
  }

  static End end(String reason, @Nullable String detail, @Nullable String by) {
    return new End(reason, detail, by, 0, 5, START.plusSeconds(8));
  }

  static List<Spent> spent() {
    return List.of(
        new Spent(
            "coder",
            "openai:gpt-4o",
            3,
            new Usage(2436, 288, 1024, 0),
            Money.dollars(new BigDecimal("0.0031"))));
  }

  static Shown shown(List<Entry> entries) {
    return new Shown(finished(), entries, spent());
  }

  static Entry text(int seq, String author, String text) {
    return entry(seq, author, Kind.TEXT, Entry.Words.of(text));
  }

  static Entry run(
      int seq, String author, String text, @Nullable Integer exitCode, List<Entry.FileRef> files) {
    return entry(
        seq,
        author,
        Kind.CODE_RESULT,
        new Entry.Words(
            text, new Entry.CodeResult(exitCode, files, null, null, "docker 28.2", 640), null));
  }

  static Entry event(int seq, Event event, @Nullable String by, String text) {
    return entry(seq, "parley", Kind.EVENT, Entry.Words.of(text), event, by, null);
  }

  /** A summary that its author reads in place of old messages. */
  static Entry condensed(int seq, String author, String text) {
    Entry entry = entry(seq, author, Kind.SUMMARY, Entry.Words.of(text));
    EntryHead head = entry.head();
    return new Entry(
        entry.conversation(),
        new EntryHead(
            seq,
            head.intent(),
            head.digest(),
            head.chain(),
            author,
            Kind.SUMMARY,
            null,
            null,
            null,
            List.of(),
            false,
            false,
            null,
            null,
            List.of(),
            author,
            null),
        entry.at(),
        new Entry.Words(text, new Entry.Summing(1, 4), null));
  }

  static Entry entry(int seq, String author, Kind kind, Entry.Words words) {
    return entry(seq, author, kind, words, null, null, null);
  }

  static Entry entry(
      int seq,
      String author,
      Kind kind,
      Entry.Words words,
      @Nullable Event event,
      @Nullable String by,
      @Nullable String request) {
    EntryHead head =
        new EntryHead(
            seq,
            new Intent("turn/" + seq + "/x/1"),
            "d" + seq,
            "c" + seq,
            author,
            kind,
            null,
            null,
            null,
            List.of(),
            false,
            seq == 0,
            event,
            by,
            List.of(),
            null,
            request);
    return new Entry("coding-7f3a", head, START.plusSeconds(seq), words);
  }

  // --- A tool and its approval

  static final String ARGUMENTS = "{\"id\":17,\"amount\":240.00}";

  static final Instant DEADLINE = START.plusSeconds(28_802);

  /** A cashier asks to refund, omar halves it, and it happens. */
  static List<Entry> payment() {
    return List.of(
        text(0, "user", "Refund order 17."),
        move(
            1,
            "cashier",
            Kind.TOOL_CALLS,
            "Let me see.",
            new Entry.Calling(
                List.of(
                    new Entry.ToolCall("c1", "lookup_order", "{\"id\":17}", "hd1"),
                    new Entry.ToolCall("c2", "refund", ARGUMENTS, "hd2"))),
            null,
            null),
        asked(),
        move(
            3,
            "parley",
            Kind.EVENT,
            "nobody decided r1 in time; cfo is asked now",
            null,
            "r1",
            new Move.Passed(
                List.of(new Move.Stage(List.of("cfo"), 1)),
                true,
                START.plusSeconds(36_000).toEpochMilli(),
                List.of())),
        move(
            4,
            "omar",
            Kind.DECISION,
            "edit",
            new Entry.Deciding(
                "r1",
                Choice.EDIT,
                "omar",
                "token",
                "half only",
                null,
                "{\"id\":17,\"amount\":120.00}",
                "hd3"),
            "r1",
            new Move.Voted(Choice.EDIT, true, 1, List.of(), null, null)),
        move(
            5,
            "cashier",
            Kind.TOOL_RESULTS,
            "",
            new Entry.Results(
                List.of(
                    new Entry.ToolResult("c1", "lookup_order", "240.00 EUR", false, 12, null),
                    new Entry.ToolResult("c2", "refund", "no such order", true, 1_500, null))),
            null,
            null));
  }

  /** The question to managers. */
  static Entry asked() {
    return move(
        2,
        "cashier",
        Kind.REQUEST,
        "managers is asked to approve refund, which cashier wants to call",
        new Entry.Asking(
            "r1",
            "tool",
            List.of("managers"),
            List.of("approve", "edit", "reject"),
            "cashier",
            "refund",
            "c2",
            ARGUMENTS,
            "hd2",
            DEADLINE.toEpochMilli(),
            "cfo",
            "payments",
            Policy.Priority.HIGH),
        "r1",
        new Move.Asked(
            RequestKind.TOOL,
            "c2",
            List.of(new Move.Stage(List.of("managers"), 1)),
            DEADLINE.toEpochMilli(),
            List.of()));
  }

  static Blueprint payments() {
    return Team.roundRobin("payments")
        .agent(Agent.assistant("cashier").model("openai:gpt-4o").tools("lookup_order", "refund"))
        .until(new Condition.MaxTurns(3))
        .blueprint();
  }

  static Request row(RequestStore.State state) {
    return new Request(
        "coding-7f3a",
        "payments",
        "dana",
        "r1",
        2,
        RequestKind.TOOL,
        "cashier",
        List.of("managers"),
        "refund(id=17, amount=240.00)",
        Policy.Priority.HIGH,
        state,
        START.plusSeconds(2),
        DEADLINE,
        "cfo",
        null);
  }

  static Entry move(
      int seq,
      String author,
      Kind kind,
      String text,
      Entry.@Nullable Detail detail,
      @Nullable String request,
      @Nullable Move move) {
    List<ToolCallHead> calls =
        detail instanceof Entry.Calling calling
            ? calling.calls().stream()
                .map(
                    call ->
                        new ToolCallHead(
                            call.id(), call.tool(), call.digest(), ToolEffect.ONCE, "payments", 0))
                .toList()
            : List.of();
    EntryHead head =
        new EntryHead(
            seq,
            new Intent("turn/" + seq + "/x/1"),
            "d" + seq,
            "c" + seq,
            author,
            kind,
            null,
            null,
            null,
            List.of(),
            false,
            seq == 0,
            kind == Kind.EVENT ? Event.ESCALATED : null,
            kind == Kind.DECISION ? author : null,
            calls,
            null,
            request,
            List.of(),
            move);
    return new Entry(
        "coding-7f3a", head, START.plusSeconds(seq), new Entry.Words(text, detail, null));
  }

  /** The entry with a model call behind it. */
  static Entry called(Entry entry, String name, String dollars) {
    EntryHead head = entry.head();
    return new Entry(
        entry.conversation(),
        new EntryHead(
            head.seq(),
            head.intent(),
            head.digest(),
            head.chain(),
            head.author(),
            head.kind(),
            new Usage(812, 96, 0, 0),
            Money.dollars(new BigDecimal(dollars)),
            "stop",
            head.findings(),
            head.code(),
            head.opens(),
            head.event(),
            head.by(),
            head.calls(),
            head.to(),
            head.request()),
        entry.at(),
        new Entry.Words(
            entry.text(),
            entry.words().detail(),
            new Entry.Origin("openai:gpt-4o", name, 1, 1421, null, null)));
  }
}
