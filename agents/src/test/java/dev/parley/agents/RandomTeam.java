package dev.parley.agents;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Teams of agents of every kind, with conditions, limits and summaries of every kind.
 *
 * @param random what chooses
 */
record RandomTeam(Random random) {

  Team team() {
    Team team =
        random.nextInt(4) == 0
            ? Team.twoAgents("talk").agent(agent("a")).agent(agent("b")).summary(summary())
            : pattern().agent(agent("a")).agent(agent("b")).agent(agent("c"));
    team = team.until(condition(2));
    @Nullable Integer calls = random.nextInt(3) == 0 ? 5 + random.nextInt(20) : null;
    team = team.budget(new Budget(calls, null, null).repeats(4));
    return random.nextInt(3) == 0 ? team.maxTurns(1 + random.nextInt(12)) : team;
  }

  private Team pattern() {
    return switch (random.nextInt(6)) {
      case 0 -> Team.selector("talk", selector());
      case 1 -> Team.selector("talk", selector(), transitions());
      case 2 -> Team.swarm("talk");
      case 3 -> graph();
      case 4 -> Team.concurrent("talk", 1 + random.nextInt(3), aggregate());
      default -> Team.roundRobin("talk");
    };
  }

  private Selector selector() {
    return pick(
        List.of(
            Selector.AUTO.by("openai:gpt-4o"),
            selector(Selector.Method.RANDOM, null),
            selector(Selector.Method.ROUND_ROBIN, null),
            selector(Selector.Method.MANUAL, null),
            selector(Selector.Method.FUNCTION, "next")));
  }

  private static Selector selector(Selector.Method method, @Nullable String function) {
    return new Selector(
        method, function, List.of(), null, null, null, null, List.of(), null, null, null);
  }

  private Transitions transitions() {
    return random.nextBoolean()
        ? Transitions.allowed(Map.of("a", List.of("b", "c"), "b", List.of("a", "b", "c")))
        : Transitions.disallowed(Map.of("a", List.of("b")));
  }

  private Team graph() {
    Condition again = Condition.textMention("ok");
    return pick(
        List.of(
            Team.graph("talk", Edge.of("a", "b"), Edge.of("a", "c")),
            Team.graph("talk", new Edge(List.of("a", "b"), List.of("c"), null, null)),
            Team.graph(
                "talk",
                Edge.of("a", "b"),
                Edge.of("a", "c"),
                Edge.of("b", "b").when(again),
                Edge.of("c", Edge.END).when(new Condition.Otherwise()))));
  }

  private Aggregate aggregate() {
    return pick(
        List.of(
            new Aggregate.Majority(),
            new Aggregate.All(),
            new Aggregate.ByAgent("a"),
            new Aggregate.ByFunction("join")));
  }

  private Summary summary() {
    return random.nextBoolean() ? new Summary.Reflection("Sum up.") : new Summary.LastMessage();
  }

  private Agent agent(String name) {
    Agent agent =
        pick(
            List.of(
                Cast.model(name),
                Cast.model(name).handoffs("a", "b", "user"),
                Cast.model(name).tools("search", "refund"),
                Cast.model(name).tools("refund").toolRounds(1, random.nextBoolean()),
                Cast.selfRunner(name),
                Cast.custom(name),
                Agent.codeExecutor(name),
                Agent.userProxy(name, pick(List.of(Human.values())))));
    agent = random.nextInt(4) == 0 ? agent.executor(Executor.DEFAULT) : agent;
    agent = random.nextInt(4) == 0 ? agent.maxConsecutiveAutoReply(random.nextInt(4)) : agent;
    return random.nextInt(4) == 0 ? agent.termination(Cast.TERMINATE) : agent;
  }

  private Condition condition(int depth) {
    if (depth > 0 && random.nextInt(3) > 0) {
      List<Condition> parts = List.of(condition(depth - 1), condition(depth - 1));
      return random.nextBoolean() ? new Condition.Any(parts) : new Condition.All(parts);
    }
    return pick(
        List.of(
            Condition.maxMessages(4 + random.nextInt(20)),
            Condition.maxTurns(4 + random.nextInt(20)),
            Condition.textMention("DONE"),
            Condition.textMention("DONE", "b"),
            Condition.not(Condition.textMention("ok")),
            Condition.timeout(Duration.ofSeconds(6)),
            new Condition.Timeout(Duration.ofSeconds(8), true),
            new Condition.Matches("exitcode: [1-9]", List.of(), false),
            new Condition.Cost(new BigDecimal("0.07")),
            new Condition.TokenUsage(0, 0, 40),
            new Condition.External(),
            new Condition.SourceMatch(List.of("c", "b"))));
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
