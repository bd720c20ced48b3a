package dev.parley.client.teamfile;

import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Chat;
import dev.parley.agents.Condition;
import dev.parley.agents.Edge;
import dev.parley.agents.Graphs;
import dev.parley.agents.Pattern;
import dev.parley.agents.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A team as a picture: a Mermaid flowchart of its agents, of who follows whom, and of its end. */
public final class Diagram {

  private static final int LONGEST_LABEL = 120;

  private Diagram() {}

  /** The flowchart; whatever stands in the labels, they are only labels. */
  public static String mermaid(Blueprint blueprint) {
    List<String> lines = new ArrayList<>();
    lines.add("flowchart LR");
    List<String> speakers = blueprint.team().participants();
    lines.add("  task([\"user: the task\"])");
    lines.add("  subgraph team [\"%s\"]".formatted(teamLabel(blueprint)));
    for (int i = 0; i < speakers.size(); i++) {
      lines.add("    a%d[\"%s\"]".formatted(i, label(speakers.get(i), blueprint)));
    }
    lines.add("  end");
    lines.addAll(edges(blueprint.team()));
    lines.add("  stop([\"%s\"])".formatted(escape("ends: " + end(blueprint.team()))));
    lines.add("  team -.-> stop");
    return String.join("\n", lines) + "\n";
  }

  private static List<String> edges(Pattern team) {
    return switch (team) {
      case Pattern.TwoAgentChat chat -> List.of("  task --> a0", "  a0 <--> a1");
      case Pattern.RoundRobinGroupChat robin -> ring(robin.participants().size());
      case Pattern.SelectorGroupChat chat -> transitions(chat);
      case Pattern.Swarm swarm -> List.of("  task --> a0");
      case Pattern.GraphFlow graph -> graph(graph);
      case Pattern.SequentialChats chats -> chats(chats);
      case Pattern.ConcurrentChats chats ->
          IntStream.range(0, chats.participants().size())
              .mapToObj("  task --> a%d"::formatted)
              .toList();
    };
  }

  private static List<String> ring(int size) {
    List<String> lines = new ArrayList<>(List.of("  task --> a0"));
    for (int i = 0; i < size; i++) {
      lines.add("  a%d --> a%d".formatted(i, (i + 1) % size));
    }
    return lines;
  }

  private static List<String> transitions(Pattern.SelectorGroupChat chat) {
    List<String> lines = new ArrayList<>(List.of("  task --> team"));
    if (chat.transitions() != null) {
      List<String> names = chat.participants();
      chat.transitions()
          .allowed()
          .forEach(
              (from, all) ->
                  all.forEach(
                      to ->
                          lines.add(
                              "  a%d --> a%d".formatted(names.indexOf(from), names.indexOf(to)))));
    }
    return lines;
  }

  private static List<String> graph(Pattern.GraphFlow graph) {
    List<String> names = graph.participants();
    List<String> lines = new ArrayList<>();
    Graphs.starts(graph).forEach(agent -> lines.add("  task --> a" + names.indexOf(agent)));
    for (Edge edge : graph.edges()) {
      String when = edge.when() == null ? "" : "|\"" + escape(Words.of(edge.when())) + "\"| ";
      for (String from : edge.from()) {
        for (String to : edge.to()) {
          String target = to.equals(Edge.END) ? "stop" : "a" + names.indexOf(to);
          lines.add(
              "  a%d -->%s%s".formatted(names.indexOf(from), when.isEmpty() ? " " : when, target));
        }
      }
    }
    return lines;
  }

  private static List<String> chats(Pattern.SequentialChats team) {
    List<String> lines = new ArrayList<>();
    List<String> all = team.participants();
    lines.add("  task --> a0");
    for (int i = 0; i < team.chats().size(); i++) {
      Chat chat = team.chats().get(i);
      String sender = chat.sender() == null ? team.sender() : chat.sender();
      int from = Math.max(0, all.indexOf(sender));
      int to = all.indexOf(chat.recipient());
      lines.add("  a%d <-- \"%d\" --> a%d".formatted(from, i + 1, to));
    }
    return lines;
  }

  private static String teamLabel(Blueprint blueprint) {
    return escape(blueprint.name()) + "<br/>" + blueprint.team().typeName();
  }

  private static String label(String member, Blueprint blueprint) {
    Pattern inner = blueprint.teams().get(member);
    return inner == null
        ? label(blueprint.agent(member), blueprint)
        : escape(member) + "<br/>" + inner.typeName();
  }

  private static String label(Agent agent, Blueprint blueprint) {
    String ways =
        agent.replies().stream().map(way -> way(way, blueprint)).collect(Collectors.joining(" · "));
    return "%s<br/>%s<br/>%s%s"
        .formatted(escape(agent.name()), agent.type().name(), escape(ways), limits(agent));
  }

  /** What stops the agent from replying by itself. */
  private static String limits(Agent agent) {
    List<String> limits = new ArrayList<>();
    Condition termination = agent.termination();
    if (termination != null) {
      limits.add(Words.of(termination));
    }
    Integer replies = agent.maxConsecutiveAutoReply();
    if (replies != null) {
      limits.add(replies + " replies in a row");
    }
    return limits.isEmpty() ? "" : "<br/>" + escape("until " + String.join(" or ", limits));
  }

  private static String way(Reply way, Blueprint blueprint) {
    return switch (way) {
      case Reply.AskHuman human -> "asks a person: " + human.mode();
      case Reply.Custom custom -> custom.function() + "()";
      case Reply.ExecuteCode code ->
          "runs code" + (code.executor().network() ? " with network" : "");
      case Reply.CallModel call -> blueprint.model(call.model()).label();
      case Reply.Nested nested ->
          "asks "
              + nested.nests().stream()
                  .flatMap(nest -> nest.chats().stream())
                  .map(Chat::recipient)
                  .distinct()
                  .collect(Collectors.joining(", "));
      case Reply.InnerTeam team -> "team " + team.team();
      case Reply.Fixed fixed -> "fixed reply";
    };
  }

  private static String end(Pattern team) {
    List<String> ends = new ArrayList<>();
    Condition termination = team.termination();
    if (termination != null) {
      ends.add(Words.of(termination));
    }
    Integer turns = team.maxTurns();
    if (turns != null) {
      ends.add(turns + (team instanceof Pattern.TwoAgentChat ? " round trips" : " turns"));
    }
    return ends.isEmpty() ? "when an agent or a person says so" : String.join(" or ", ends);
  }

  /** The text as a Mermaid label in quotes shows it: marks as entities, no control characters. */
  static String escape(String text) {
    String clean = Shown.clean(text.replaceAll("\\s+", " "));
    int length = clean.codePointCount(0, clean.length());
    if (length > LONGEST_LABEL) {
      clean = clean.substring(0, clean.offsetByCodePoints(0, LONGEST_LABEL)) + "…";
    }
    var out = new StringBuilder();
    clean
        .codePoints()
        .forEach(
            c -> {
              if ("#\"<>&`\\;{}[]()|".indexOf(c) >= 0) {
                out.append('#').append(c).append(';');
              } else {
                out.appendCodePoint(c);
              }
            });
    return out.toString();
  }
}
