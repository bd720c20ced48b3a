package dev.parley.agents;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What must hold between the parts of a blueprint. */
final class Blueprints {

  private Blueprints() {}

  /**
   * Checks that names are unique and that what is named is there.
   *
   * @throws IllegalArgumentException with the path and the value of the first mistake
   */
  static void requireConsistent(List<Agent> agents, Map<String, ModelSpec> models, Pattern team) {
    Set<String> names = new HashSet<>();
    for (Agent agent : agents) {
      if (!names.add(agent.name())) {
        throw new IllegalArgumentException(
            "agents.%s: the name is used twice".formatted(agent.name()));
      }
      agent.way(Reply.CallModel.class).ifPresent(call -> requireModel(agent, call, models));
    }
    Set<String> seen = new HashSet<>();
    for (String participant : team.participants()) {
      if (!names.contains(participant)) {
        throw new IllegalArgumentException(
            "team.participants: no agent is called \"%s\"; there are %s"
                .formatted(participant, names.stream().sorted().collect(Collectors.joining(", "))));
      }
      if (!seen.add(participant)) {
        throw new IllegalArgumentException(
            "team.participants: \"%s\" stands there twice".formatted(participant));
      }
    }
  }

  private static void requireModel(
      Agent agent, Reply.CallModel call, Map<String, ModelSpec> models) {
    int colon = call.model().indexOf(':');
    if (!models.containsKey(call.model()) && (colon < 1 || colon == call.model().length() - 1)) {
      throw new IllegalArgumentException(
          "agents.%s.model: \"%s\" is no entry of models and not PROVIDER:MODEL"
              .formatted(agent.name(), call.model()));
    }
    if (call.runsOwnCode() && agent.way(Reply.ExecuteCode.class).isEmpty()) {
      throw new IllegalArgumentException(
          "agents.%s.executor: is missing; the agent runs the code that its model writes"
              .formatted(agent.name()));
    }
  }
}
