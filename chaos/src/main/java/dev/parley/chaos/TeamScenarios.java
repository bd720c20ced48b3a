package dev.parley.chaos;

import dev.parley.agents.Agent;
import dev.parley.agents.Aggregate;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Chat;
import dev.parley.agents.Edge;
import dev.parley.agents.Handoff;
import dev.parley.agents.Human;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.ScriptedReply;
import dev.parley.agents.Selector;
import dev.parley.agents.Team;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Conversations of every pattern of turns, with nobody who disturbs them. */
final class TeamScenarios {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private TeamScenarios() {}

  /** The kinds by the names of their histories. */
  static SequencedMap<String, Scenario> kinds(Agent.Lane lane) {
    SequencedMap<String, Blueprint> teams = new LinkedHashMap<>();
    teams.put("selector", selector());
    teams.put("swarm", swarm());
    teams.put("graph", graph());
    teams.put("concurrent", concurrent());
    teams.put("nested", nested());
    SequencedMap<String, Scenario> all = new LinkedHashMap<>();
    teams.forEach(
        (kind, team) ->
            all.put(
                kind,
                (lab, id) -> {
                  lab.start(id, team.withLane(lane), "Go.");
                  lab.awaitEnd(id, PATIENCE);
                }));
    return all;
  }

  private static Team with(Team team, String... agents) {
    Team all = team;
    for (String name : agents) {
      all = all.model(name, says(name, name + " one", name + " two"));
      all = all.agent(Agent.assistant(name).model(name));
    }
    return all;
  }

  private static ModelSpec says(String name, String... replies) {
    return ModelSpec.scripted(name, List.of(replies).stream().map(ScriptedReply::say).toList());
  }

  private static Blueprint selector() {
    return with(Team.selector("pick", Selector.AUTO.by("choice")), "a", "b", "c")
        .model("choice", says("choice", "b", "nobody", "c or a", "a"))
        .maxTurns(3)
        .blueprint();
  }

  private static Blueprint swarm() {
    var hands = ScriptedReply.calling(new ScriptedReply.Call(Handoff.tool("b"), "{}"));
    return Team.swarm("floor")
        .model("a", ModelSpec.scripted("a", List.of(hands)))
        .model("b", says("b", "done"))
        .agent(Agent.assistant("a").model("a").handoffs("b"))
        .agent(Agent.assistant("b").model("b"))
        .maxTurns(2)
        .blueprint();
  }

  private static Blueprint graph() {
    return with(
            Team.graph(
                "article",
                new Edge(List.of("writer"), List.of("grammar", "style"), null, null),
                new Edge(List.of("grammar", "style"), List.of("editor"), null, null)),
            "writer",
            "grammar",
            "style",
            "editor")
        .blueprint();
  }

  private static Blueprint concurrent() {
    return with(Team.concurrent("jury", 2, new Aggregate.Majority()), "a", "b", "c").blueprint();
  }

  private static Blueprint nested() {
    return with(
            Team.twoAgents("reflection")
                .agent(
                    Agent.userProxy("user", Human.NEVER)
                        .nested(
                            List.of("writer"), Chat.with("critic").message("{last}").maxTurns(1))),
            "writer")
        .model("critic", says("critic", "shorter"))
        .beside(Agent.assistant("critic").model("critic"))
        .maxTurns(2)
        .blueprint();
  }
}
