package dev.parley.client.teamfile;

import dev.parley.agents.Condition;
import dev.parley.agents.Edge;
import dev.parley.agents.Graphs;
import dev.parley.agents.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes a graph, and says what is wrong with it before it runs. */
final class GraphReader {

  private final Report report;
  private final ConditionReader conditions;

  GraphReader(Report report) {
    this.report = report;
    this.conditions = new ConditionReader(report);
  }

  Pattern read(
      Section team,
      List<String> participants,
      @Nullable Integer maxTurns,
      @Nullable Condition termination) {
    List<Edge> edges = new ArrayList<>();
    for (Value value : team.items("edges")) {
      if (value instanceof Section section) {
        edge(section).ifPresent(edges::add);
      }
    }
    Pattern.GraphFlow graph =
        new Pattern.GraphFlow(
            participants, team.texts("start"), edges, joins(team), maxTurns, termination);
    if (!team.broken() && edges.size() == team.items("edges").size()) {
      Graphs.problems(graph).forEach(problem -> report(team, problem));
      Graphs.doubts(graph)
          .forEach(doubt -> report.warn(team.at("joins"), doubt, "write joins: any for it"));
    }
    return graph;
  }

  private void report(Section team, String problem) {
    int colon = problem.indexOf(':');
    String where = problem.substring(0, colon).replaceAll("\\[.*|\\..*", "");
    report.error(team.at(where), problem.substring(colon + 1).strip());
  }

  private Optional<Edge> edge(Section section) {
    List<String> from = section.texts("from");
    List<String> to = section.texts("to");
    if (from.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Edge(
            from,
            to,
            section.get("when").flatMap(conditions::read).orElse(null),
            section.text("group").orElse(null)));
  }

  private static SortedMap<String, SortedMap<String, Edge.Join>> joins(Section team) {
    SortedMap<String, SortedMap<String, Edge.Join>> joins = new TreeMap<>();
    team.section("joins")
        .ifPresent(
            section -> section.values().forEach((agent, value) -> joins.put(agent, groups(value))));
    return joins;
  }

  private static SortedMap<String, Edge.Join> groups(Value value) {
    SortedMap<String, Edge.Join> groups = new TreeMap<>();
    switch (value) {
      case Value.Text text -> groups.put("", join(text.text()));
      case Section section ->
          section
              .values()
              .keySet()
              .forEach(
                  group -> section.text(group).ifPresent(word -> groups.put(group, join(word))));
      default -> {}
    }
    return groups;
  }

  private static Edge.Join join(String word) {
    return Edge.Join.valueOf(word.toUpperCase(Locale.ROOT));
  }
}
