package dev.parley.client.teamfile;

import dev.parley.agents.Nesting;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The teams of a file as they stand in each other: an agent has one place in them, and they are not
 * too deep.
 */
final class TeamTree {

  private final Map<String, String> seats = new HashMap<>();
  private final Optional<Section> teams;
  private final Optional<Section> agents;
  private final Report report;

  private TeamTree(Section root, Report report) {
    this.teams = root.section("teams");
    this.agents = root.section("agents");
    this.report = report;
  }

  /** Reports agents in two places, and teams that are too deep. Cycles have been reported. */
  static void check(Section root, Report report) {
    var tree = new TeamTree(root, report);
    root.section("team").ifPresent(team -> tree.visit("team", team, 1));
  }

  private void visit(String name, Section team, int depth) {
    if (depth > Nesting.DEEPEST) {
      report.error(
          team.place(), "stands %d teams deep".formatted(depth), "at most 10 stand in each other");
      return;
    }
    team.items("participants").stream()
        .filter(Value.Text.class::isInstance)
        .map(Value.Text.class::cast)
        .forEach(member -> member(name, member, depth));
    Stream.of("initiator", "recipient")
        .flatMap(key -> team.get(key).stream())
        .filter(Value.Text.class::isInstance)
        .map(Value.Text.class::cast)
        .forEach(member -> member(name, member, depth));
    for (Value chat : team.items("chats")) {
      if (chat instanceof Section one
          && one.get("recipient").orElse(null) instanceof Value.Text text
          && teams.flatMap(all -> all.section(text.text())).isPresent()) {
        member(name, text, depth);
      }
    }
  }

  private void member(String team, Value.Text member, int depth) {
    String before = seats.putIfAbsent(member.text(), team);
    if (before != null && !before.equals(team)) {
      report.error(
          member.place(),
          "%s takes part in %s too".formatted(Shown.quote(member.text()), Shown.key(before)),
          "an agent or team has one place; make another one for this");
      return;
    }
    if (before != null) {
      return; // said twice in one team: that is a mistake of its own
    }
    teams
        .flatMap(all -> all.section(member.text()))
        .ifPresent(inner -> visit(member.text(), inner, depth + 1));
    agents
        .flatMap(all -> all.section(member.text()))
        .flatMap(agent -> agent.get("team"))
        .filter(Value.Text.class::isInstance)
        .map(Value.Text.class::cast)
        .ifPresent(inner -> member(member.text(), inner, depth));
  }
}
