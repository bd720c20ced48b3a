package dev.parley.activities.people;

import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Budget;
import dev.parley.agents.Choice;
import dev.parley.agents.Condition;
import dev.parley.agents.Policy;
import dev.parley.agents.Policy.Stage;
import dev.parley.agents.Policy.Then;
import dev.parley.agents.Team;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Policies, and a cashier who goes by them. */
final class Policies {

  private static final Rules RULES = new Rules();

  private Policies() {}

  /** A policy under construction. */
  static Policy policy(@Nullable String when, Stage... stages) {
    return new Policy(
        when, List.of(stages), false, null, List.of(), false, null, null, List.of(), null, null);
  }

  static Stage ask(String who, @Nullable String when) {
    return new Stage(List.of(who), null, when);
  }

  static Policy due(@Nullable Integer hours, @Nullable Then then) {
    Duration deadline = hours == null ? null : Duration.ofHours(hours);
    return new Policy(
        null,
        List.of(ask("x", null)),
        false,
        null,
        List.of(),
        false,
        null,
        deadline,
        List.of(),
        then,
        null);
  }

  static Policy allowing(Choice... allow) {
    return new Policy(
        null, List.of(), false, null, List.of(allow), true, null, null, List.of(), null, null);
  }

  static Blueprint team(Agent agent, Map<String, Policy> policies) {
    Blueprint plain =
        Team.roundRobin("payments")
            .agent(Agent.codeExecutor(agent.name()))
            .until(Condition.maxMessages(3))
            .blueprint();
    return new Blueprint(
        Blueprint.FORMAT,
        plain.name(),
        "",
        plain.models(),
        List.of(agent),
        plain.team(),
        Budget.NONE,
        new LinkedHashMap<>(),
        new LinkedHashMap<>(policies));
  }

  static final Agent CASHIER = Agent.assistant("cashier").model("openai:gpt-4o");

  static Approvals approvals(WorkerPolicies workers) {
    return new Approvals(workers, RULES, false);
  }
}
