package dev.parley.client.teamfile;

import dev.parley.agents.Condition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes conditions, in their short forms where these say all. */
final class ConditionWriter {

  private ConditionWriter() {}

  static Object condition(Condition condition) {
    return switch (condition) {
      case Condition.MaxMessages c -> Map.of("maxMessages", c.messages());
      case Condition.MaxTurns c -> Map.of("maxTurns", c.turns());
      case Condition.Timeout c -> Map.of("timeout", timeout(c));
      case Condition.Cost c -> Map.of("cost", c.dollars());
      case Condition.TokenUsage c -> Map.of("tokenUsage", tokens(c));
      case Condition.TextMention c ->
          Map.of("textMention", text("text", c.text(), c.sources(), c.ignoreCase()));
      case Condition.Exact c ->
          Map.of("exact", text("text", c.text(), c.sources(), c.ignoreCase()));
      case Condition.Matches c ->
          Map.of("matches", text("regex", c.regex(), c.sources(), c.ignoreCase()));
      case Condition.Functional c -> Map.of("functional", c.function());
      case Condition.Handoff c -> Map.of("handoff", c.target());
      case Condition.SourceMatch c -> Map.of("sourceMatch", c.sources());
      case Condition.FunctionCall c -> Map.of("functionCall", YamlText.literal(c.tool()));
      case Condition.TextMessage c ->
          c.source() == null ? "textMessage" : Map.of("textMessage", c.source());
      case Condition.StopMessage c -> "stopMessage";
      case Condition.External c -> "external";
      case Condition.Any c -> Map.of("any", all(c.of()));
      case Condition.All c -> Map.of("all", all(c.of()));
      case Condition.Not c -> Map.of("not", condition(c.of()));
      case Condition.Otherwise c -> "otherwise";
      case Condition.Finding c ->
          throw new IllegalArgumentException(
              "a finding stands in outlines only, no team file can say it: " + c.reason());
    };
  }

  private static List<Object> all(List<Condition> parts) {
    return parts.stream().map(ConditionWriter::condition).toList();
  }

  private static Object timeout(Condition.Timeout timeout) {
    String after = Measures.write(timeout.after());
    if (!timeout.countWaiting()) {
      return after;
    }
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("after", after);
    out.put("countWaiting", true);
    return out;
  }

  private static Object tokens(Condition.TokenUsage usage) {
    if (usage.input() == 0 && usage.output() == 0) {
      return usage.total();
    }
    Map<String, Object> out = new LinkedHashMap<>();
    putPositive(out, "total", usage.total());
    putPositive(out, "input", usage.input());
    putPositive(out, "output", usage.output());
    return out;
  }

  private static void putPositive(Map<String, Object> out, String key, long tokens) {
    if (tokens > 0) {
      out.put(key, tokens);
    }
  }

  private static Object text(String main, String text, List<String> sources, boolean ignoreCase) {
    String literal = YamlText.literal(text);
    if (sources.isEmpty() && !ignoreCase) {
      return literal;
    }
    Map<String, Object> out = new LinkedHashMap<>();
    out.put(main, literal);
    TeamFileWriter.putAll(out, "sources", sources);
    if (ignoreCase) {
      out.put("ignoreCase", true);
    }
    return out;
  }
}
