package dev.parley.agents;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Values that use every type and every field of what is stored. */
final class Samples {

  static final List<Condition> CONDITIONS =
      List.of(
          new Condition.MaxMessages(30),
          new Condition.MaxTurns(10),
          new Condition.Timeout(Duration.ofMinutes(90), true),
          new Condition.Timeout(Duration.ofMinutes(10), false),
          new Condition.Cost(new BigDecimal("2.00")),
          new Condition.TokenUsage(10_000, 8_000, 2_000),
          new Condition.TokenUsage(10_000, 0, 0),
          new Condition.TextMention("TERMINATE", List.of("coder"), true),
          new Condition.TextMention("TERMINATE", List.of(), false),
          new Condition.Exact("TERMINATE", List.of("coder"), true),
          new Condition.Matches("exitcode: [1-9]", List.of("runner"), true),
          new Condition.Functional("enough"),
          new Condition.Handoff("user"),
          new Condition.SourceMatch(List.of("coder", "runner")),
          new Condition.FunctionCall("refund"),
          new Condition.TextMessage("coder"),
          new Condition.TextMessage(null),
          new Condition.StopMessage(),
          new Condition.External(),
          new Condition.Any(List.of(new Condition.MaxTurns(1), new Condition.External())),
          new Condition.All(List.of(new Condition.MaxTurns(1), new Condition.External())),
          new Condition.Not(new Condition.SourceMatch(List.of("coder"))),
          new Condition.Otherwise(),
          new Condition.Finding(3, "textMention", List.of("coder")),
          new Condition.Finding(4, "exact", List.of()));

  static final List<Summary> SUMMARIES =
      List.of(
          new Summary.LastMessage(),
          new Summary.Reflection("Sum up."),
          new Summary.ByFunction("f"));

  static final List<Context> CONTEXTS =
      List.of(
          new Context.Unbounded(),
          new Context.Buffered(20),
          new Context.HeadAndTail(2, 10),
          new Context.TokenLimited(100_000),
          Context.BySource.last("writer", 1),
          new Context.Summarizing("openai:gpt-4o-mini", 60_000, 10));

  static final List<Reply> REPLIES =
      List.of(
          new Reply.AskHuman(Human.TERMINATE, List.of("dana"), "patient"),
          new Reply.Custom("board"),
          new Reply.ExecuteCode(
              new Executor(
                  Executor.Type.DOCKER,
                  "image:1",
                  true,
                  List.of("yfinance", "matplotlib"),
                  1_073_741_824L,
                  1.5,
                  Duration.ofMinutes(2),
                  65_536)),
          new Reply.CallModel("main", "You help.", CONTEXTS, true),
          new Reply.Fixed("Please go on."));

  static final List<Entry.Detail> DETAILS =
      List.of(
          new Entry.Task(List.of(new Entry.FileRef("sales.csv", 120, "sha256:f1"))),
          new Entry.Code(
              List.of(new CodeBlock("python", "print(1)", "a.py"), new CodeBlock("", "x", null))),
          new Entry.CodeResult(
              1, List.of(new Entry.FileRef("a.png", 9, "sha256:f2")), "w", "r", "docker", 35),
          new Entry.CodeResult(null, List.of(), null, null, null, 0),
          new Entry.Summing(0, 7),
          new Entry.Asking("r1", "human", List.of("dana"), List.of("respond")),
          new Entry.Happened("serverError", "sha256:e"),
          new Entry.Asking(
              "r3",
              "tool",
              List.of("managers"),
              List.of("approve", "reject"),
              "cashier",
              "refund",
              "c1",
              "{\"id\":17}",
              "hmac:a",
              1_800_000_000_000L,
              "cfo",
              "payments",
              Policy.Priority.HIGH),
          new Entry.Calling(List.of(new Entry.ToolCall("c1", "refund", "{\"id\":17}", "hmac:a"))),
          new Entry.Results(
              List.of(
                  new Entry.ToolResult("c1", "refund", "done", false, 12, null),
                  new Entry.ToolResult("c2", "refund", "", true, 0, "sha256:r"))),
          new Entry.Deciding(
              "r3", Choice.EDIT, "dana", "token", "half", "why", "{\"id\":1}", "hmac:b"),
          new Entry.Deciding("r3", Choice.NOT_HAPPENED, "dana", "said", null, null, null, null),
          new Entry.Output("{\"answer\":42}"));

  static final List<Move> MOVES =
      List.of(
          new Move.Asked(
              RequestKind.TOOL, "c1", List.of(new Move.Stage(List.of("dana"), 2)), 9L, List.of(3L)),
          new Move.Asked(RequestKind.HUMAN, null, List.of(), null, List.of()),
          new Move.Voted(Choice.APPROVE, true, 1, List.of(), "payments", new Money(5)),
          new Move.Asked(RequestKind.CODE, null, List.of(), null, List.of(), "print(1)"),
          new Move.Voted(Choice.EDIT, false, 0, List.of(), null, null, "{\"id\":17}"),
          new Move.Voted(Choice.REJECT, false, 0, List.of(), null, null),
          new Move.Passed(List.of(new Move.Stage(List.of("cfo"), 1)), true, 9L, List.of(3L)),
          new Move.Reminded(3, true),
          new Move.Claimed("dana"),
          new Move.Claimed(null),
          new Move.Unfit(0),
          new Move.Revoked(1),
          new Move.ModeSet(Human.ALWAYS),
          new Move.ChatBegun("stock-1-ab", "sha256:b", 1, 2),
          new Move.ChatBegun(null, null, 0, 0),
          new Move.ChatEnded("stock-1-ab", 3, new Usage(812, 96, 10, 4), new Money(31)));

  static final List<ToolKind> TOOL_KINDS =
      List.of(
          new ToolKind.Mcp("files", List.of("read_file")),
          new ToolKind.OpenApi("crm", List.of()),
          new ToolKind.Sql("warehouse", 500),
          new ToolKind.ActivityCall(
              "score_customer", "python-tools", "Scores a customer.", "{\"type\":\"object\"}"),
          new ToolKind.Person("dana", "patient", "Knows physics."),
          new ToolKind.Member("jury", true, "Judges."));

  static final List<Policy> POLICIES =
      List.of(
          Policy.DEFAULT,
          new Policy(
              "args.amount > 100",
              List.of(
                  new Policy.Stage(List.of("managers"), null, null),
                  new Policy.Stage(List.of("finance"), 2, "args.amount > 5000")),
              true,
              Policy.Proof.TOKEN,
              List.of(Choice.APPROVE, Choice.EDIT),
              true,
              Policy.Priority.HIGH,
              Duration.ofHours(8),
              List.of(Duration.ofHours(2), Duration.ofHours(6)),
              new Policy.Then.Escalate(
                  List.of("cfo"),
                  Duration.ofHours(4),
                  List.of(Duration.ofHours(1)),
                  new Policy.Then.Reject()),
              new Policy(
                  null,
                  List.of(new Policy.Stage(List.of("oncall"), null, null)),
                  false,
                  Policy.Proof.SAID,
                  List.of(),
                  false,
                  Policy.Priority.LOW,
                  null,
                  List.of(),
                  new Policy.Then.Approve(),
                  null)));

  static final List<Aggregate> AGGREGATES =
      List.of(
          new Aggregate.Majority(),
          new Aggregate.All(),
          new Aggregate.ByAgent("judge"),
          new Aggregate.ByFunction("joined"));

  /** Ways to reply by way of conversations inside. */
  static final List<Reply> INSIDE =
      List.of(
          new Reply.Nested(
              List.of(
                  new Reply.Nest(
                      List.of("writer"),
                      Condition.textMention("DRAFT"),
                      List.of(Chat.with("critic"))))),
          new Reply.InnerTeam("writers", "main", "It said:", null));

  static final List<Pattern> PATTERNS =
      List.of(
          new Pattern.SequentialChats(
              "user",
              List.of(
                  Chat.with("finance").id("facts").message("{task}").maxTurns(1),
                  Chat.with("writer")
                      .sender("boss")
                      .messageBy("brief")
                      .summary(new Summary.LastMessage())
                      .carryover(new Chat.Carryover(List.of("facts"), "More."))
                      .after("facts")),
              9,
              null),
          new Pattern.SelectorGroupChat(
              List.of("a", "b"),
              new Selector(
                  Selector.Method.AUTO,
                  null,
                  List.of(),
                  null,
                  null,
                  "cheap",
                  "Who?",
                  List.of(new Context.Buffered(20)),
                  "few",
                  2,
                  Selector.Fallback.NEXT),
              false,
              Transitions.allowed(Map.of("a", List.of("b"))),
              true,
              25,
              null),
          new Pattern.SelectorGroupChat(
              List.of("a"),
              new Selector(
                  Selector.Method.FUNCTION,
                  "flow",
                  List.of(),
                  null,
                  null,
                  null,
                  null,
                  List.of(),
                  null,
                  null,
                  null),
              null,
              Transitions.disallowed(Map.of("a", List.of("a"))),
              false,
              null,
              null),
          new Pattern.Swarm(List.of("a", "b"), List.of("dana"), "patient", 9, null),
          new Pattern.GraphFlow(
              List.of("a", "b"),
              List.of("a"),
              List.of(
                  Edge.of("a", "b"),
                  new Edge(List.of("b"), List.of("end"), new Condition.Otherwise(), "g")),
              new TreeMap<>(Map.of("b", new TreeMap<>(Map.of("g", Edge.Join.ANY)))),
              30,
              null),
          new Pattern.ConcurrentChats(List.of("a", "b"), 2, AGGREGATES.get(2), null, null));

  private Samples() {}

  /** A state in which several speak at the same time. */
  static ConversationState together() {
    var draft = new StateDraft(ConversationState.EMPTY);
    var arrived = new TreeMap<String, java.util.SortedSet<Integer>>();
    arrived.put("editor", new java.util.TreeSet<>(List.of(1, 2)));
    draft.floor =
        new FloorState("coder", 1, 4, "helper", true, true, List.of("a", "b"), arrived, 1);
    draft.group = Group.begin(3, 2, List.of("a", "b")).after("a", Turn.begin("a").called());
    return draft.done();
  }

  static Blueprint roundRobin() {
    return new Blueprint(
        Blueprint.FORMAT,
        "coding",
        "An assistant writes programs.",
        models(),
        List.of(
            new Agent(
                "coder",
                Agent.Type.ConversableAgent,
                "Writes programs.",
                REPLIES,
                new Condition.Any(CONDITIONS.subList(0, CONDITIONS.size() - 2)),
                10),
            Agent.assistant("helper").model("openai:gpt-4o"),
            Agent.codeExecutor("runner"),
            Agent.userProxy("user", Human.ALWAYS).with(new Reply.Fixed("Go on."))),
        new Pattern.RoundRobinGroupChat(
            List.of("coder", "runner", "user"),
            30,
            new Condition.Any(CONDITIONS.subList(0, CONDITIONS.size() - 2))),
        new Budget(50, 100_000L, new BigDecimal("2.00")));
  }

  static Blueprint twoAgents() {
    return Team.twoAgents("stock")
        .agent(Agent.userProxy("boss", Human.NEVER).with(new Reply.Fixed("Go on.")))
        .agent(Agent.assistant("helper").model("openai:gpt-4o").context(new Context.Buffered(5)))
        .until(Condition.textMention("TERMINATE"))
        .maxTurns(20)
        .summary(new Summary.Reflection("Sum up."))
        .blueprint();
  }

  private static SequencedMap<String, ModelSpec> models() {
    SequencedMap<String, String> headers = new LinkedHashMap<>();
    for (String name : List.of("X-Team", "X-Desk", "X-Away", "X-Bill", "X-Cost")) {
      headers.put(name, "${env:" + name.charAt(2) + "}");
    }
    SequencedMap<String, ModelSpec> models = new LinkedHashMap<>();
    models.put("main", full(headers));
    models.put("fake", ModelSpec.scripted("fake", replies()));
    return models;
  }

  private static ModelSpec full(Map<String, String> headers) {
    return new ModelSpec(
        "openai",
        "gpt-4o",
        0.5,
        2_000,
        Duration.ofSeconds(60),
        "http://127.0.0.1:11434",
        headers,
        "${env:KEY}",
        new ModelSpec.Retry(3, Duration.ofMinutes(5)),
        new ModelSpec.Price(
            new BigDecimal("2.50"), new BigDecimal("1.25"), new BigDecimal("10.00")),
        List.of());
  }

  private static List<ScriptedReply> replies() {
    return List.of(
        ScriptedReply.say("print(1/0)"),
        new ScriptedReply(
            "ZeroDivisionError",
            "helper",
            0,
            "print(1)",
            "a thought",
            Duration.ofMillis(200),
            new Usage(100, 5, 20, 1),
            null),
        new ScriptedReply(
            null,
            null,
            1,
            null,
            null,
            null,
            null,
            new ScriptedReply.Failure(429, Duration.ofSeconds(2))));
  }

  static EntryHead fullHead() {
    return new EntryHead(
        7,
        Intent.call(4, "coder", 2),
        "hmac:d",
        "sha256:c",
        "coder",
        Kind.TOOL_CALLS,
        new Usage(812, 96, 10, 4),
        Money.dollars(new BigDecimal("0.0031")),
        "stop",
        List.of(0, 3),
        true,
        true,
        Event.SILENT,
        "dana",
        List.of(new EntryHead.ToolCallHead("c1", "refund", "hmac:a")),
        "runner",
        "r3");
  }

  static EntryHead shortHead() {
    return new EntryHead(
        0,
        Intent.TASK,
        "d",
        "c",
        "user",
        Kind.TEXT,
        null,
        null,
        null,
        List.of(),
        false,
        false,
        null,
        null,
        List.of(),
        null,
        null);
  }

  static Entry entry(Entry.Detail detail) {
    return new Entry(
        "stock-7f3a",
        shortHead(),
        Instant.parse("2026-01-02T03:04:05.678Z"),
        new Entry.Words(
            "said", detail, new Entry.Origin("openai:gpt-4o", "main", 2, 1_421, 1, "thought")));
  }

  /** A state of version 1, with the human turn that is open in it. */
  static ConversationState firstState() {
    ConversationState now = state();
    return new ConversationState(
        1,
        now.seq(),
        now.chain(),
        now.roundStart(),
        now.tally(),
        now.progress(),
        now.turn(),
        now.lastSpeaker(),
        now.lastMessage(),
        now.addressed(),
        now.position(),
        now.met(),
        "r3",
        3,
        now.hold(),
        now.stop(),
        now.over(),
        true,
        new TreeMap<>(),
        new TreeMap<>(),
        0,
        null,
        null,
        null);
  }

  static ConversationState state() {
    TreeMap<String, Progress> progress = new TreeMap<>();
    progress.put("coder", new Progress(2, 5, true, 0, false, null));
    progress.put("runner", new Progress(0, -1, false, 0, false, null));
    progress.put("helper", new Progress(0, 0, false, 0, false, null));
    TreeMap<Integer, Integer> met = new TreeMap<>();
    met.put(2, 1);
    met.put(11, 0);
    Usage usage = new Usage(812, 96, 10, 4);
    return new ConversationState(
        ConversationState.VERSION,
        7,
        "sha256:c",
        4,
        new Tally(3, 2, 1, usage, new Money(31), 9, 8, usage.plus(usage), new Money(62)),
        progress,
        new Turn("coder", 2, 1, 6, true, null, 0, 0, false, null, null, null),
        "runner",
        "dana",
        "helper",
        9,
        met,
        "r3",
        3,
        ConversationState.Hold.PAUSED,
        "dana",
        new ConversationState.Over("exit", "dana", 7, null),
        true,
        new TreeMap<>(),
        new TreeMap<>(Map.of(1, new ConversationState.Standing("coder", "refund", "payments"))),
        1,
        new Money(31),
        null,
        null);
  }

  /** A state in which a leaf of the team's condition, and one of an agent's own, were met. */
  static ConversationState decided() {
    var draft = new StateDraft(ConversationState.EMPTY);
    draft.progress.put("helper", new Progress(1, 3, true, 2, false, null));
    draft.over = new ConversationState.Over("textMention", "helper", 3, 1);
    return draft.done();
  }
}
