package dev.parley.agents;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * Teams of agents of every kind, with conditions, limits and summaries of every kind.
 *
 * @param random what chooses
 */
record RandomTeam(Random random) {

  Team team() {
    Team team =
        random.nextBoolean()
            ? Team.roundRobin("talk").agent(agent("a")).agent(agent("b")).agent(agent("c"))
            : Team.twoAgents("talk").agent(agent("a")).agent(agent("b")).summary(summary());
    team = team.until(condition(2));
    team = random.nextInt(3) == 0 ? team.budget(5 + random.nextInt(20), null) : team;
    return random.nextInt(3) == 0 ? team.maxTurns(1 + random.nextInt(12)) : team;
  }

  private Summary summary() {
    return random.nextBoolean() ? new Summary.Reflection("Sum up.") : new Summary.LastMessage();
  }

  private Agent agent(String name) {
    Agent agent =
        pick(
            List.of(
                Cast.model(name),
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
