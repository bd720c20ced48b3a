package dev.parley.client.teamfile;

import dev.parley.agents.Agent;
import dev.parley.agents.Reply;
import dev.parley.agents.ToolEffect;
import dev.parley.agents.ToolKind;
import dev.parley.agents.ToolSpec;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes what a file says about the workers' tools. */
final class ToolReader {

  private final Report report;
  private final ToolKindReader kinds;

  ToolReader(Report report) {
    this.report = report;
    this.kinds = new ToolKindReader(report);
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
    requireSources(root, tools, agents);
    return tools;
  }

  private ToolSpec tool(Section section) {
    return new ToolSpec(
        section.text("effect").map(ToolEffect::valueOf).orElse(null),
        section.time("timeout").orElse(null),
        section.text("approval").orElse(null),
        kinds.read(section).orElse(null));
  }

  private static List<String> named(Agent agent) {
    return agent.way(Reply.CallModel.class).map(Reply.CallModel::tools).orElse(List.of());
  }

  /** What stands before a dot must have tools of its own, and among them the one behind it. */
  private void requireSources(
      Section root, SequencedMap<String, ToolSpec> tools, List<Agent> agents) {
    for (Agent agent : agents) {
      for (String tool : named(agent)) {
        ToolSpec spec = tools.get(ToolSpec.entry(tool));
        if (tool.contains(ToolSpec.DOT)) {
          requireSource(place(root, agent), tool, spec == null ? null : spec.kind(), tools);
        }
      }
    }
  }

  private static Place place(Section root, Agent agent) {
    return root.section("agents")
        .flatMap(all -> all.section(agent.name()))
        .map(one -> one.at("tools"))
        .orElseGet(root::place);
  }

  private void requireSource(
      Place place, String tool, @Nullable ToolKind kind, SequencedMap<String, ToolSpec> tools) {
    String entry = ToolSpec.entry(tool);
    if (!(kind instanceof ToolKind.Source source)) {
      report.error(
          place,
          "%s: %s is no entry of tools with mcp, openapi or sql"
              .formatted(Shown.quote(tool), Shown.quote(entry)),
          Suggestion.of(entry, sources(tools)));
    } else if (!source.only().isEmpty()
        && !source.only().contains(tool.substring(entry.length() + 1))) {
      report.error(
          place,
          "%s is not among tools.%s.only".formatted(Shown.quote(tool), entry),
          Suggestion.of(tool.substring(entry.length() + 1), Set.copyOf(source.only())));
    }
  }

  private static Set<String> sources(SequencedMap<String, ToolSpec> tools) {
    Set<String> sources = new LinkedHashSet<>();
    tools.forEach(
        (name, spec) -> {
          if (spec.kind() instanceof ToolKind.Source) {
            sources.add(name);
          }
        });
    return sources;
  }

  /** A name that is misspelled here would leave a tool without its approval. */
  private void warnOfIdleTools(Section all, List<Agent> agents) {
    Set<String> used = new LinkedHashSet<>();
    for (Agent agent : agents) {
      for (String tool : named(agent)) {
        used.add(tool);
        used.add(ToolSpec.entry(tool));
      }
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
