package dev.parley.agents;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is wrong with a graph before it runs. */
public final class Graphs {

  private Graphs() {}

  /**
   * The mistakes of a graph, each with its place, such as {@code edges[2]: …}: no start, strangers,
   * agents that nothing leads to, loops that nothing ends. Empty: there is none.
   */
  public static List<String> problems(Pattern.GraphFlow graph) {
    List<String> problems = new ArrayList<>();
    strangers(graph, problems);
    List<String> starts = GraphFloor.starts(graph);
    if (starts.isEmpty()) {
      problems.add("start: an edge enters each participant, so that none begins; write start");
    }
    if (!problems.isEmpty()) {
      return problems;
    }
    Set<String> reached = reached(graph, starts, "");
    for (String agent : graph.participants()) {
      if (!reached.contains(agent)) {
        problems.add(
            "participants: no way leads from %s to \"%s\""
                .formatted(String.join(", ", starts), agent));
      }
    }
    loop(graph).ifPresent(problems::add);
    return problems;
  }

  /** Those that begin. */
  public static List<String> starts(Pattern.GraphFlow graph) {
    return GraphFloor.starts(graph);
  }

  /**
   * Agents that wait for all their edges, one of which only they themselves lead to: they would
   * wait for ever.
   */
  public static List<String> doubts(Pattern.GraphFlow graph) {
    List<String> doubts = new ArrayList<>();
    List<String> starts = GraphFloor.starts(graph);
    for (String agent : graph.participants()) {
      List<Edge> entering =
          graph.edges().stream().filter(edge -> edge.to().contains(agent)).toList();
      Set<String> without = reached(graph, starts, agent);
      boolean loops =
          entering.stream()
              .flatMap(edge -> edge.from().stream())
              .anyMatch(f -> !without.contains(f));
      boolean enters =
          entering.stream().flatMap(edge -> edge.from().stream()).anyMatch(without::contains);
      if (loops
          && enters
          && !graph.joins().containsKey(agent)
          && entering.stream().allMatch(edge -> edge.group() == null)) {
        doubts.add(
            "\"%s\" waits for all edges that enter it, and some come only after it has spoken"
                .formatted(agent));
      }
    }
    return doubts;
  }

  private static void strangers(Pattern.GraphFlow graph, List<String> problems) {
    List<String> there = graph.participants();
    for (String agent : graph.start()) {
      if (!there.contains(agent)) {
        problems.add("start: \"%s\" is no participant".formatted(agent));
      }
    }
    for (int i = 0; i < graph.edges().size(); i++) {
      Edge edge = graph.edges().get(i);
      for (String agent : edge.from()) {
        if (!there.contains(agent)) {
          problems.add("edges[%d].from: \"%s\" is no participant".formatted(i, agent));
        }
      }
      for (String agent : edge.to()) {
        if (!there.contains(agent) && !agent.equals(Edge.END)) {
          problems.add("edges[%d].to: \"%s\" is no participant".formatted(i, agent));
        }
      }
    }
    for (String agent : graph.joins().keySet()) {
      if (!there.contains(agent)) {
        problems.add("joins: \"%s\" is no participant".formatted(agent));
      }
    }
  }

  private static Set<String> reached(Pattern.GraphFlow graph, List<String> starts, String without) {
    Set<String> reached = new HashSet<>(starts);
    reached.remove(without);
    Deque<String> open = new ArrayDeque<>(reached);
    while (!open.isEmpty()) {
      String agent = open.remove();
      for (Edge edge : graph.edges()) {
        if (edge.from().contains(agent) && !agent.equals(without)) {
          edge.to().stream().filter(reached::add).forEach(open::add);
        }
      }
    }
    return reached;
  }

  /** A loop all of whose edges are always taken, in a team that nothing else ends. */
  private static Optional<String> loop(Pattern.GraphFlow graph) {
    if (graph.maxTurns() != null || graph.termination() != null) {
      return Optional.empty();
    }
    for (String agent : graph.participants()) {
      Set<String> after = new HashSet<>();
      Deque<String> open = new ArrayDeque<>(List.of(agent));
      while (!open.isEmpty()) {
        String at = open.remove();
        for (Edge edge : graph.edges()) {
          if (edge.when() == null && edge.from().contains(at)) {
            edge.to().stream().filter(after::add).forEach(open::add);
          }
        }
      }
      if (after.contains(agent)) {
        return Optional.of(
            "edges: \"%s\" comes back to itself without a condition, and nothing ends the team; write when, maxTurns or termination"
                .formatted(agent));
      }
    }
    return Optional.empty();
  }
}
