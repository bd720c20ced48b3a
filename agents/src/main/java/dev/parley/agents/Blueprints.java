package dev.parley.agents;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What must hold between the parts of a blueprint. */
final class Blueprints {

  private Blueprints() {}

  /**
   * Checks that names are unique and that what is named is there.
   *
   * @throws IllegalArgumentException with the path and the value of the first mistake
   */
  static void requireConsistent(
      List<Agent> agents, Map<String, ModelSpec> models, Pattern team, Map<String, Pattern> teams) {
    Set<String> names = new HashSet<>();
    for (Agent agent : agents) {
      if (!names.add(agent.name())) {
        throw new IllegalArgumentException(
            "agents.%s: the name is used twice".formatted(agent.name()));
      }
      agent.way(Reply.CallModel.class).ifPresent(call -> requireModel(agent, call, models));
    }
    models.forEach((name, spec) -> requireChain(name, spec, models));
    Set<String> members = new HashSet<>(names);
    for (String inner : teams.keySet()) {
      if (!members.add(Names.check("teams", inner)) || Names.RESERVED.contains(inner)) {
        throw new IllegalArgumentException(
            "teams.%s: the name is reserved, or that of an agent".formatted(inner));
      }
    }
    requireMembers("team", team, members);
    teams.forEach((name, inner) -> requireMembers("teams." + name, inner, members));
    agents.forEach(agent -> requireInner(agent, names, members, models));
  }

  private static void requireMembers(String at, Pattern team, Set<String> names) {
    Set<String> seen = new HashSet<>();
    for (String participant : team.participants()) {
      if (!names.contains(participant)) {
        throw new IllegalArgumentException(
            "%s.participants: no agent is called \"%s\"; there are %s"
                .formatted(
                    at, participant, names.stream().sorted().collect(Collectors.joining(", "))));
      }
      if (!seen.add(participant)) {
        throw new IllegalArgumentException(
            "%s.participants: \"%s\" stands there twice".formatted(at, participant));
      }
    }
    if (team instanceof Pattern.GraphFlow graph) {
      Graphs.problems(graph).stream()
          .findFirst()
          .ifPresent(
              problem -> {
                throw new IllegalArgumentException("team." + problem);
              });
    }
  }

  private static void requireInner(
      Agent agent, Set<String> agents, Set<String> members, Map<String, ModelSpec> models) {
    String at = "agents." + agent.name();
    agent.way(Reply.Nested.class).stream()
        .flatMap(way -> way.nests().stream())
        .flatMap(nest -> nest.chats().stream())
        .forEach(chat -> requireMember(at + ".nested.chats.recipient", chat.recipient(), members));
    agent
        .way(Reply.InnerTeam.class)
        .ifPresent(
            team -> {
              if (agents.contains(team.team())) {
                throw new IllegalArgumentException(
                    "%s.team: \"%s\" is an agent".formatted(at, team.team()));
              }
              requireMember(at + ".team", team.team(), members);
              requireModel("agents.%s.model".formatted(agent.name()), team.model(), models);
            });
  }

  private static void requireMember(String at, String name, Set<String> members) {
    if (!members.contains(name)) {
      throw new IllegalArgumentException(
          "%s: no agent or team is called \"%s\"".formatted(at, name));
    }
  }

  /** A policy that is named must be there: without it nobody would be asked. */
  static void requirePolicies(
      List<Agent> agents,
      Map<String, ToolSpec> tools,
      Map<String, Policy> policies,
      Budget budget) {
    tools.forEach(
        (tool, spec) -> {
          require("tools." + tool, spec.approval(), policies);
          if (spec.kind() instanceof ToolKind.Person person) {
            require("tools.%s.policy".formatted(tool), person.policy(), policies);
          }
        });
    require("budget", budget.approval(), policies);
    for (Agent agent : agents) {
      String at = "agents." + agent.name();
      agent
          .way(Reply.AskHuman.class)
          // Blueprints of earlier versions name policies that they do not hold.
          .filter(ask -> !policies.isEmpty())
          .ifPresent(ask -> require(at + ".policy", ask.policy(), policies));
      agent
          .way(Reply.CallModel.class)
          .ifPresent(call -> require(at + ".approval.writes", call.writes(), policies));
      agent
          .way(Reply.ExecuteCode.class)
          .ifPresent(code -> require(at + ".approval.code", code.approval(), policies));
    }
  }

  /** What stands before a dot must be a source: nothing else has tools of its own. */
  static void requireTools(List<Agent> agents, Map<String, ToolSpec> tools) {
    for (Agent agent : agents) {
      List<String> named =
          agent.way(Reply.CallModel.class).map(Reply.CallModel::tools).orElse(List.of());
      for (String tool : named) {
        ToolSpec spec = tools.get(ToolSpec.entry(tool));
        if (tool.contains(ToolSpec.DOT)
            && !(spec != null && spec.kind() instanceof ToolKind.Source)) {
          throw new IllegalArgumentException(
              "agents.%s.tools: \"%s\" names a tool of \"%s\", which is no entry of tools with mcp,"
                      .formatted(agent.name(), tool, ToolSpec.entry(tool))
                  + " openapi or sql");
        }
      }
    }
  }

  private static void require(String at, @Nullable String policy, Map<String, Policy> policies) {
    if (policy != null && !policies.containsKey(policy)) {
      throw new IllegalArgumentException(
          "%s: no policy is called \"%s\"; there are %s"
              .formatted(at, policy, policies.keySet().stream().collect(Collectors.joining(", "))));
    }
  }

  private static void requireChain(String name, ModelSpec spec, Map<String, ModelSpec> models) {
    Set<String> before = new HashSet<>(Set.of(name));
    for (String next : spec.next()) {
      if (!models.containsKey(next)) {
        throw new IllegalArgumentException(
            "models.%s.fallback: \"%s\" is no entry of models".formatted(name, next));
      }
      if (!before.add(next)) {
        throw new IllegalArgumentException(
            "models.%s.fallback: \"%s\" has had its turn by then".formatted(name, next));
      }
    }
  }

  private static void requireModel(String at, String model, Map<String, ModelSpec> models) {
    int colon = model.indexOf(':');
    if (!models.containsKey(model) && (colon < 1 || colon == model.length() - 1)) {
      throw new IllegalArgumentException(
          "%s: \"%s\" is no entry of models and not PROVIDER:MODEL".formatted(at, model));
    }
  }

  /** One summary can stand in one context: which messages it stands for must be plain. */
  private static void requireContext(
      Agent agent, Reply.CallModel call, Map<String, ModelSpec> models) {
    call.summarizing()
        .map(Context.Summarizing::model)
        .ifPresent(
            model ->
                requireModel(
                    "agents.%s.context.summarizing.model".formatted(agent.name()), model, models));
    if (call.context().stream().filter(Context.Summarizing.class::isInstance).count() > 1) {
      throw new IllegalArgumentException(
          "agents.%s.context: summarizing stands there twice; once will do"
              .formatted(agent.name()));
    }
  }

  private static void requireModel(
      Agent agent, Reply.CallModel call, Map<String, ModelSpec> models) {
    requireModel("agents.%s.model".formatted(agent.name()), call.model(), models);
    requireContext(agent, call, models);
    if (call.runsOwnCode() && agent.way(Reply.ExecuteCode.class).isEmpty()) {
      throw new IllegalArgumentException(
          "agents.%s.executor: is missing; the agent runs the code that its model writes"
              .formatted(agent.name()));
    }
  }
}
