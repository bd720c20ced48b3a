package dev.parley.client.teamfile;

import dev.parley.agents.Agent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the agents, those of other files too. */
final class AgentsReader {

  private final Report report;
  private final AgentReader agents;
  private final Imports imports;

  AgentsReader(Report report, AgentReader agents, Imports imports) {
    this.report = report;
    this.agents = agents;
    this.imports = imports;
  }

  /** The agents in the order of the file. */
  List<Agent> read(Section root) {
    List<Agent> all = new ArrayList<>();
    Optional<Section> section = root.section("agents");
    section.ifPresent(
        named ->
            named.eachSection(
                (name, agent) ->
                    whole(agent).flatMap(a -> agents.read(name, a)).ifPresent(all::add)));
    if (section.isPresent() && section.get().places().isEmpty()) {
      report.error(section.get().place(), "there is no agent", "a team has at least one");
    }
    return all;
  }

  private Optional<Section> whole(Section agent) {
    if (!agent.has("from")) {
      return Optional.of(agent);
    }
    if (agent.places().size() > 1) {
      report.error(
          agent.at("from"), "stands beside other keys", "write them into the file that it names");
      return Optional.empty();
    }
    return agent.text("from").flatMap(file -> imports.agent(file, agent));
  }
}
