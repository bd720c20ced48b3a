package dev.parley.chaos;

import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Condition;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.Policy;
import dev.parley.agents.RequestKind;
import dev.parley.agents.ScriptedReply;
import dev.parley.agents.Team;
import dev.parley.agents.ToolSpec;
import dev.parley.client.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Conversations that ask people before they act, while processes are killed at every step of a
 * decision's life.
 *
 * @param arena where they run
 * @param setup what is done to them
 */
record DecisionRun(Arena arena, Setup setup) {

  /** Who calls the tools. */
  static final String AGENT = "clerk";

  /** What it says at the end. */
  static final String LAST = "All is done. TERMINATE";

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String POLICY = "people";

  /**
   * What is done to conversations.
   *
   * @param longestFreeze how long a process is stopped at most, shorter than a lease
   * @param blows how many at most
   * @param lane how their effects are called
   */
  record Setup(Duration longestFreeze, int blows, Agent.Lane lane) {}

  /**
   * What came of a run.
   *
   * @param done what was done to it, in order
   * @param asked how many requests there were
   * @param doubts those of effects in doubt
   * @param taken decisions that counted, as people were told at once
   * @param refused decisions that did not, as people were told
   * @param recorded decisions of which nothing more was said at once
   * @param effects what has happened
   * @param problems what is not as it must be; empty: it survived
   */
  record Report(
      long seed,
      String store,
      List<String> done,
      int asked,
      int doubts,
      int taken,
      int refused,
      int recorded,
      int effects,
      long millis,
      List<String> problems) {

    boolean survived() {
      return problems.isEmpty();
    }
  }

  /** Runs one that is disturbed. */
  Report run(long seed) {
    return run(seed, arena.targets());
  }

  /** Runs one that nobody disturbs. */
  Report undisturbed(long seed) {
    return run(seed, Set.of());
  }

  private Report run(long seed, Set<Target> targets) {
    String id = "seed-%d-%s".formatted(seed, targets.isEmpty() ? "undisturbed" : "decisions");
    var scope = new DecisionPlan.Scope(targets, setup.longestFreeze(), setup.blows());
    DecisionPlan plan = DecisionPlan.of(seed, scope);
    arena.hire(plan.continueAfter());
    Instant start = Instant.now();
    List<String> problems = new ArrayList<>();
    Striker striker = new Striker(arena, plan.strikes());
    Approvers people = new Approvers(arena, id, plan, striker);
    arena.counter().listen(id, new Steps(plan, striker));
    try (striker;
        people) {
      people.start();
      arena.lab().start(id, team(plan).withLane(setup.lane()), "Settle all bills.");
      boolean unused = Waiting.holds(PATIENCE, () -> Disturber.steady(() -> arena.lab().ended(id)));
    }
    problems.addAll(striker.defects());
    problems.addAll(people.defects());
    boolean lossy = striker.dealt().stream().anyMatch(one -> one.strike().blow().loses());
    DecisionFacts facts = Disturber.steady(() -> DecisionFacts.of(arena, id, people.told(), lossy));
    problems.addAll(new DecisionInvariants(plan, facts).broken());
    return report(seed, striker, facts, Duration.between(start, Instant.now()), problems);
  }

  private Report report(
      long seed, Striker striker, DecisionFacts facts, Duration whole, List<String> problems) {
    return new Report(
        seed,
        arena.store(),
        striker.dealt().stream().map(one -> one.strike().shown()).toList(),
        (int) facts.asked().count(),
        (int)
            facts
                .asked()
                .filter(asking -> asking.kind().equals(RequestKind.IN_DOUBT.wire()))
                .count(),
        count(facts, Verdict.Taken.class),
        count(facts, Verdict.Refused.class),
        count(facts, Verdict.Recorded.class),
        facts.hits().size(),
        whole.toMillis(),
        List.copyOf(problems));
  }

  private static int count(DecisionFacts facts, Class<? extends Verdict> kind) {
    return (int) facts.told().stream().filter(told -> kind.isInstance(told.verdict())).count();
  }

  /** Slows the counter down, and says how far each call is. */
  private record Steps(DecisionPlan plan, Striker striker) implements Counter.Listener {
    @Override
    public Counter.Pace called(int number) {
      striker.reached(DecisionPlan.Moment.CALLED, number);
      return plan.call(number).pace();
    }

    @Override
    public void answered(int number) {
      striker.reached(DecisionPlan.Moment.ANSWERED, number);
    }
  }

  // --- The team

  private static Blueprint team(DecisionPlan plan) {
    List<ScriptedReply> replies = new ArrayList<>();
    for (List<DecisionPlan.Call> round : plan.rounds()) {
      replies.add(
          ScriptedReply.calling(
              round.stream().map(DecisionRun::written).toArray(ScriptedReply.Call[]::new)));
    }
    replies.add(ScriptedReply.say(LAST));
    return team(replies, policy());
  }

  /** A clerk with these replies who asks by this policy before each call. */
  static Blueprint team(List<ScriptedReply> replies, Policy policy) {
    ToolSpec asks = new ToolSpec(null, null, POLICY);
    return Team.roundRobin("decisions")
        .model("main", ModelSpec.scripted("main", replies))
        .agent(Agent.assistant(AGENT).tools(Deeds.PAY, Deeds.BOOK, Deeds.LOOK))
        .until(Condition.textMention("TERMINATE").or(Condition.maxMessages(100)))
        .policy(POLICY, policy)
        .tool(Deeds.PAY, asks)
        .tool(Deeds.BOOK, asks)
        .tool(Deeds.LOOK, asks)
        .blueprint();
  }

  private static ScriptedReply.Call written(DecisionPlan.Call call) {
    return new ScriptedReply.Call(
        Deeds.tool(call.effect()), Asked.arguments(call.number(), call.amount()));
  }

  private static Policy policy() {
    return new Policy(
        null,
        List.of(new Policy.Stage(DecisionPlan.PEOPLE, null, null)),
        false,
        null,
        List.of(),
        false,
        null,
        null,
        List.of(),
        null,
        null);
  }

  /** In one line. */
  static String shown(Report run) {
    return String.format(
        Locale.ROOT,
        "seed %d on %s [%s]: %d requests, %d in doubt, decisions %d taken, %d refused,"
            + " %d recorded, %d effects, %.1f s",
        run.seed(),
        run.store(),
        String.join("; ", run.done()),
        run.asked(),
        run.doubts(),
        run.taken(),
        run.refused(),
        run.recorded(),
        run.effects(),
        run.millis() / 1000.0);
  }

  /** Their sums as a table, and below it what was broken. */
  static String markdown(List<Report> runs) {
    StringBuilder text =
        new StringBuilder(
            """
            | store | survived | blows | requests | in doubt | taken | refused | recorded | effects | slowest, s |
            |---|---|---|---|---|---|---|---|---|---|
            """);
    runs.stream()
        .collect(Collectors.groupingBy(Report::store, TreeMap::new, Collectors.toList()))
        .forEach((store, all) -> text.append(row(store, all)));
    text.append('\n');
    runs.stream()
        .filter(run -> !run.survived())
        .forEach(
            run ->
                text.append("- %s: %s\n".formatted(shown(run), String.join("; ", run.problems()))));
    return text.toString();
  }

  private static String row(String store, List<Report> runs) {
    return "| %s | %d of %d | %d | %d | %d | %d | %d | %d | %d | %s |\n"
        .formatted(
            store,
            runs.stream().filter(Report::survived).count(),
            runs.size(),
            runs.stream().mapToInt(run -> run.done().size()).sum(),
            runs.stream().mapToInt(Report::asked).sum(),
            runs.stream().mapToInt(Report::doubts).sum(),
            runs.stream().mapToInt(Report::taken).sum(),
            runs.stream().mapToInt(Report::refused).sum(),
            runs.stream().mapToInt(Report::recorded).sum(),
            runs.stream().mapToInt(Report::effects).sum(),
            Figures.seconds(runs.stream().mapToLong(Report::millis).max().orElse(0)));
  }
}
