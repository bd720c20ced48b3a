package dev.parley.client.teamfile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Finds teams that hold themselves, directly or through agents, tools and other teams. */
final class Cycles {

  private final Map<String, List<String>> below = new LinkedHashMap<>();
  private final Map<String, Place> places = new HashMap<>();
  private final Set<String> done = new HashSet<>();
  private final Report report;

  private Cycles(Report report) {
    this.report = report;
  }

  /** Reports every cycle once. */
  static void check(Section root, Report report) {
    var cycles = new Cycles(report);
    Optional<Section> tools = root.section("tools");
    root.section("agents")
        .ifPresent(s -> s.eachSection((n, agent) -> cycles.agent(n, agent, tools)));
    root.section("teams").ifPresent(s -> s.eachSection(cycles::team));
    for (String name : List.copyOf(cycles.below.keySet())) {
      cycles.visit(name, new ArrayDeque<>());
    }
  }

  private void team(String name, Section team) {
    List<String> members = new ArrayList<>(team.texts("participants"));
    team.text("sender").ifPresent(members::add);
    for (Value chat : team.items("chats")) {
      if (chat instanceof Section section) {
        section.text("recipient").ifPresent(members::add);
      }
    }
    add(name, team.place(), members);
  }

  private void agent(String name, Section agent, Optional<Section> tools) {
    List<String> members = new ArrayList<>();
    agent.text("team").ifPresent(members::add);
    Consumer<Section> inner =
        tool -> {
          tool.text("team").ifPresent(members::add);
          tool.text("agent").ifPresent(members::add);
        };
    for (String tool : agent.texts("tools")) {
      tools.flatMap(all -> all.section(tool)).ifPresent(inner);
    }
    add(name, agent.place(), members);
  }

  private void add(String name, Place place, List<String> members) {
    below.computeIfAbsent(name, n -> new ArrayList<>()).addAll(members);
    places.putIfAbsent(name, place);
  }

  private void visit(String name, Deque<String> path) {
    if (path.contains(name)) {
      List<String> cycle = new ArrayList<>(path);
      cycle = new ArrayList<>(cycle.subList(cycle.indexOf(name), cycle.size()));
      cycle.add(name);
      Place place = places.get(name);
      if (place != null) {
        report.error(
            place,
            "cycle of teams: " + String.join(" → ", cycle.stream().map(Shown::key).toList()),
            "take one of them out");
      }
      return;
    }
    if (done.contains(name)) {
      return;
    }
    path.addLast(name);
    for (String member : below.getOrDefault(name, List.of())) {
      visit(member, path);
    }
    path.removeLast();
    done.add(name);
  }
}
