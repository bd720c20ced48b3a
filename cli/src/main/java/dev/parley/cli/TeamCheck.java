package dev.parley.cli;

import dev.parley.activities.models.OutputCheck;
import dev.parley.activities.tools.Toolset;
import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Reply;
import dev.parley.agents.ToolKind;
import dev.parley.cli.local.OwnSources;
import dev.parley.cli.local.PartException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What of a team the reader of its file does not know: schemas, and what this worker has. */
final class TeamCheck {

  private final Session session;

  TeamCheck(Session session) {
    this.session = session;
  }

  /** Mistakes of the team itself. */
  static List<String> errors(Blueprint team) {
    return team.agents().stream().flatMap(TeamCheck::output).toList();
  }

  private static Stream<String> output(Agent agent) {
    String schema = agent.way(Reply.CallModel.class).map(Reply.CallModel::output).orElse(null);
    if (schema == null) {
      return Stream.empty();
    }
    try {
      OutputCheck unused = new OutputCheck(schema);
      return Stream.empty();
    } catch (IllegalArgumentException e) {
      return Stream.of("agents.%s.%s".formatted(agent.name(), e.getMessage()));
    }
  }

  /** Sources of tools that this machine's own worker does not have; of other workers nothing. */
  List<String> missing(Blueprint team) {
    boolean named =
        team.tools().values().stream().anyMatch(tool -> tool.kind() instanceof ToolKind.Source);
    if (!named || session.foreignWorkers()) {
      return List.of();
    }
    List<String> all = new ArrayList<>();
    try (Toolset tools = new OwnSources(session.home(), session.environment()).open()) {
      all.addAll(tools.problems(team));
    } catch (PartException e) {
      all.add(String.valueOf(e.getMessage()));
    }
    return List.copyOf(all);
  }
}
