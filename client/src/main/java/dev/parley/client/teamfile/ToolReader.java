package dev.parley.client.teamfile;

import dev.parley.agents.Agent;
import dev.parley.agents.Reply;
import dev.parley.agents.ToolEffect;
import dev.parley.agents.ToolSpec;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/** Makes what a file says about the workers' tools. */
final class ToolReader {

  private final Report report;

  ToolReader(Report report) {
    this.report = report;
  }

  /** The entries of {@code tools}. */
  SequencedMap<String, ToolSpec> read(Section root, List<Agent> agents) {
    SequencedMap<String, ToolSpec> tools = new LinkedHashMap<>();
    root.section("tools")
        .ifPresent(
            all -> {
              all.eachSection((name, one) -> tools.put(name, tool(one)));
              warnOfIdleTools(all, agents);
            });
    return tools;
  }

  private static ToolSpec tool(Section section) {
    return new ToolSpec(
        section.text("effect").map(ToolEffect::valueOf).orElse(null),
        section.time("timeout").orElse(null),
        section.text("approval").orElse(null));
  }

  /** A name that is misspelled here would leave a tool without its approval. */
  private void warnOfIdleTools(Section all, List<Agent> agents) {
    Set<String> used = new LinkedHashSet<>();
    for (Agent agent : agents) {
      agent.way(Reply.CallModel.class).ifPresent(call -> used.addAll(call.tools()));
    }
    all.places()
        .forEach(
            (name, place) -> {
              if (!used.contains(name)) {
                report.warn(place, "no agent has this tool", Suggestion.of(name, used));
              }
            });
  }
}
