package dev.parley.cli;

import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Context;
import dev.parley.agents.Entry;
import dev.parley.agents.Reply;
import dev.parley.client.view.Display;
import dev.parley.transcript.View;
import java.util.ArrayList;
import java.util.List;

/** A conversation as one agent sees it, for {@code show --view}. */
final class AgentView {

  private static final int CHARACTERS_A_TOKEN = 4;
  private static final int COLUMN = 12;

  private AgentView() {}

  /**
   * The messages that the agent would be sent, its own ones marked.
   *
   * @throws UsageException if the team has no such agent
   */
  static String render(Blueprint team, String name, List<Entry> entries) {
    List<String> names = team.agents().stream().map(Agent::name).toList();
    if (!names.contains(name)) {
      throw UsageException.unknown("--view: no agent is called", name, names);
    }
    Agent agent = team.agent(name);
    List<Context> context =
        agent.way(Reply.CallModel.class).map(Reply.CallModel::context).orElse(List.of());
    View view =
        View.of(
            entries,
            name,
            team.team(),
            context,
            View.Measure.of(entry -> entry.text().length() / CHARACTERS_A_TOKEN));
    List<String> lines = new ArrayList<>();
    agent
        .way(Reply.CallModel.class)
        .map(Reply.CallModel::system)
        .ifPresent(system -> lines.add(line("system", system)));
    for (View.Line line : view.lines()) {
      lines.add(line(line.own() ? line.author() + " *" : line.author(), line.text()));
    }
    lines.add("");
    lines.add(
        "%s sees %d of %d entries; * its own".formatted(name, view.lines().size(), entries.size()));
    return String.join("\n", lines);
  }

  private static String line(String author, String text) {
    String name = Display.line(author);
    String indent = " ".repeat(Math.max(COLUMN, name.length()) + 3);
    return "%-12s › %s".formatted(name, Display.terminal(text.strip(), indent));
  }
}
