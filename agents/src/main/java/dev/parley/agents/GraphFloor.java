package dev.parley.agents;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The floor of a {@link Pattern.GraphFlow}. Those that are ready speak at once; when the last of
 * them has spoken, the edges that have come decide who is ready next.
 */
final class GraphFloor {

  private GraphFloor() {}

  /** Who speaks now; empty: the graph has run through. */
  static List<String> ready(Pattern.GraphFlow graph, FloorState floor) {
    return floor.started() ? floor.ready() : starts(graph);
  }

  /** Those that begin: as the file says, else those that no edge enters. */
  static List<String> starts(Pattern.GraphFlow graph) {
    return graph.start().isEmpty()
        ? graph.participants().stream()
            .filter(agent -> graph.edges().stream().noneMatch(edge -> edge.to().contains(agent)))
            .toList()
        : graph.start();
  }

  /** After an agent has spoken. One who was addressed out of turn changes nothing. */
  static FloorState spoke(Pattern.GraphFlow graph, FloorState before, EntryHead last) {
    FloorState begun = before.started() ? before : before.ready(starts(graph), before.arrived());
    if (!begun.ready().contains(last.author())) {
      return begun;
    }
    FloorState floor = arrived(graph, begun, last).without(last.author());
    return floor.ready().isEmpty() ? next(graph, floor) : floor;
  }

  private static FloorState arrived(Pattern.GraphFlow graph, FloorState floor, EntryHead last) {
    SortedMap<String, SortedSet<Integer>> arrived = new TreeMap<>(floor.arrived());
    for (int taken : taken(graph, last)) {
      for (String to : graph.edges().get(taken).to()) {
        if (!to.equals(Edge.END)) {
          SortedSet<Integer> edges = new TreeSet<>(arrived.getOrDefault(to, new TreeSet<>()));
          edges.add(number(graph, taken, last.author()));
          arrived.put(to, edges);
        }
      }
    }
    return floor.ready(floor.ready(), arrived);
  }

  /** The edges of an agent that a message takes. */
  private static List<Integer> taken(Pattern.GraphFlow graph, EntryHead last) {
    List<Integer> own =
        IntStream.range(0, graph.edges().size())
            .filter(i -> graph.edges().get(i).from().contains(last.author()))
            .boxed()
            .toList();
    List<Integer> fitting = own.stream().filter(i -> fits(graph.edges().get(i), last)).toList();
    boolean some = fitting.stream().anyMatch(i -> graph.edges().get(i).when() != null);
    List<Integer> all = new ArrayList<>(fitting);
    own.stream().filter(i -> !some && otherwise(graph.edges().get(i))).forEach(all::add);
    return all;
  }

  private static boolean otherwise(Edge edge) {
    return edge.when() instanceof Condition.Otherwise;
  }

  private static boolean fits(Edge edge, EntryHead last) {
    return edge.when() == null || (!otherwise(edge) && Ending.fits(edge.when(), last));
  }

  /** An edge of several agents comes once from each of them. */
  private static int number(Pattern.GraphFlow graph, int edge, String from) {
    int number = 0;
    for (int i = 0; i < edge; i++) {
      number += graph.edges().get(i).from().size();
    }
    return number + graph.edges().get(edge).from().indexOf(from);
  }

  /** Who is ready when all have spoken: each takes the edges with it that made it so. */
  private static FloorState next(Pattern.GraphFlow graph, FloorState floor) {
    SortedMap<String, SortedSet<Integer>> arrived = new TreeMap<>(floor.arrived());
    List<String> ready = new ArrayList<>();
    for (String agent : graph.participants()) {
      SortedSet<Integer> edges = arrived.getOrDefault(agent, new TreeSet<>());
      if (!edges.isEmpty() && joined(graph, agent, edges)) {
        ready.add(agent);
        arrived.remove(agent);
      }
    }
    return floor.ready(ready, arrived);
  }

  private static boolean joined(Pattern.GraphFlow graph, String agent, SortedSet<Integer> arrived) {
    Map<String, SortedSet<Integer>> groups = new TreeMap<>();
    for (int i = 0; i < graph.edges().size(); i++) {
      Edge edge = graph.edges().get(i);
      if (edge.to().contains(agent)) {
        SortedSet<Integer> group =
            groups.computeIfAbsent(edge.groupName(), name -> new TreeSet<>());
        for (String from : edge.from()) {
          group.add(number(graph, i, from));
        }
      }
    }
    SortedMap<String, Edge.Join> joins = graph.joins().getOrDefault(agent, new TreeMap<>());
    return groups.entrySet().stream()
        .anyMatch(
            group ->
                switch (joins.getOrDefault(group.getKey(), Edge.Join.ALL)) {
                  case ALL -> arrived.containsAll(group.getValue());
                  case ANY -> group.getValue().stream().anyMatch(edge -> arrived.contains(edge));
                });
  }
}
