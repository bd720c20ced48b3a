package dev.parley.client.teamfile;

import static dev.parley.client.teamfile.TeamFileWriter.put;
import static dev.parley.client.teamfile.TeamFileWriter.putAll;

import dev.parley.agents.Aggregate;
import dev.parley.agents.Edge;
import dev.parley.agents.Pattern;
import dev.parley.agents.Selector;
import dev.parley.agents.Transitions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Writes how the members of a team take turns, without what all teams have. */
final class PatternWriter {

  private PatternWriter() {}

  static void write(Map<String, Object> out, Pattern team) {
    out.put("type", team.typeName());
    switch (team) {
      case Pattern.TwoAgentChat chat -> {
        out.put("initiator", chat.initiator());
        out.put("recipient", chat.recipient());
      }
      case Pattern.RoundRobinGroupChat robin -> out.put("participants", robin.participants());
      case Pattern.SelectorGroupChat chat -> selector(out, chat);
      case Pattern.Swarm swarm -> swarm(out, swarm);
      case Pattern.GraphFlow graph -> graph(out, graph);
      case Pattern.SequentialChats chats -> {
        put(out, "sender", chats.sender());
        out.put("chats", ChatWriter.chats(chats.chats()));
      }
      case Pattern.ConcurrentChats chats -> {
        out.put("participants", chats.participants());
        out.put("rounds", chats.rounds());
        out.put("aggregate", aggregate(chats.aggregate()));
      }
    }
  }

  private static void selector(Map<String, Object> out, Pattern.SelectorGroupChat chat) {
    out.put("participants", chat.participants());
    Map<String, Object> selector = selector(chat.selector());
    if (!selector.isEmpty()) {
      out.put("selector", selector);
    }
    put(out, "allowRepeatedSpeaker", chat.allowRepeatedSpeaker());
    Transitions transitions = chat.transitions();
    if (transitions != null) {
      out.put(
          "transitions",
          transitions.allowed().isEmpty()
              ? Map.of("disallowed", transitions.disallowed())
              : Map.of("allowed", transitions.allowed()));
    }
    if (chat.introductions()) {
      out.put("introductions", true);
    }
  }

  private static Map<String, Object> selector(Selector selector) {
    Map<String, Object> out = new LinkedHashMap<>();
    switch (selector.method()) {
      case AUTO -> {}
      case MANUAL -> out.put("method", "manual");
      case RANDOM -> out.put("method", "random");
      case ROUND_ROBIN -> out.put("method", "roundRobin");
      case FUNCTION -> out.put("method", function(selector.function()));
    }
    putAll(out, "who", selector.who());
    put(out, "policy", selector.policy());
    put(out, "seed", selector.seed());
    put(out, "model", selector.model() == null ? null : YamlText.literal(selector.model()));
    put(out, "prompt", selector.prompt() == null ? null : YamlText.literal(selector.prompt()));
    if (!selector.context().isEmpty()) {
      out.put("context", selector.context().stream().map(ContextWriter::policy).toList());
    }
    if (selector.candidates() != null) {
      out.put("candidates", function(selector.candidates()));
    }
    put(out, "attempts", selector.attempts());
    Selector.Fallback fallback = selector.fallback();
    put(out, "fallback", fallback == null ? null : fallback.name().toLowerCase(Locale.ROOT));
    return out;
  }

  private static Map<String, Object> function(@Nullable String name) {
    return Map.of("function", name == null ? "" : name);
  }

  private static void swarm(Map<String, Object> out, Pattern.Swarm swarm) {
    out.put("participants", swarm.participants());
    Map<String, Object> user = new LinkedHashMap<>();
    if (!swarm.who().equals(List.of("starter"))) {
      putAll(user, "who", swarm.who());
    }
    put(user, "policy", swarm.policy());
    if (!user.isEmpty()) {
      out.put("user", user);
    }
  }

  private static void graph(Map<String, Object> out, Pattern.GraphFlow graph) {
    out.put("participants", graph.participants());
    if (!graph.start().isEmpty()) {
      out.put("start", graph.start());
    }
    out.put("edges", graph.edges().stream().map(PatternWriter::edge).toList());
    if (!graph.joins().isEmpty()) {
      Map<String, Object> joins = new LinkedHashMap<>();
      graph.joins().forEach((agent, groups) -> joins.put(agent, joins(groups)));
      out.put("joins", joins);
    }
  }

  private static Map<String, Object> edge(Edge edge) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("from", edge.from());
    out.put("to", edge.to());
    if (edge.when() != null) {
      out.put("when", ConditionWriter.condition(edge.when()));
    }
    put(out, "group", edge.group());
    return out;
  }

  private static Object joins(SortedMap<String, Edge.Join> groups) {
    Edge.Join whole = groups.get("");
    if (whole != null && groups.size() == 1) {
      return whole.name().toLowerCase(Locale.ROOT);
    }
    Map<String, Object> out = new LinkedHashMap<>();
    groups.forEach((group, join) -> out.put(group, join.name().toLowerCase(Locale.ROOT)));
    return out;
  }

  private static Object aggregate(Aggregate aggregate) {
    return switch (aggregate) {
      case Aggregate.Majority majority -> "majority";
      case Aggregate.All all -> "all";
      case Aggregate.ByAgent by -> Map.of("agent", by.agent());
      case Aggregate.ByFunction by -> function(by.function());
    };
  }
}
