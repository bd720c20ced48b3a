package dev.parley.client.teamfile;

import dev.parley.agents.Condition;
import java.util.List;
import java.util.stream.Collectors;

/** Conditions in words, for diagrams and messages. */
final class Words {

  private Words() {}

  static String of(Condition condition) {
    return switch (condition) {
      case Condition.MaxMessages c -> "%d messages".formatted(c.messages());
      case Condition.MaxTurns c -> "%d turns".formatted(c.turns());
      case Condition.Timeout c ->
          "after %s%s".formatted(c.after(), c.countWaiting() ? ", waiting included" : "");
      case Condition.Cost c -> "$%s spent".formatted(c.dollars().toPlainString());
      case Condition.TokenUsage c -> tokens(c);
      case Condition.TextMention c -> "“%s” is said%s".formatted(c.text(), by(c.sources()));
      case Condition.Exact c -> "only “%s” is said%s".formatted(c.text(), by(c.sources()));
      case Condition.Matches c -> "/%s/ matches%s".formatted(c.regex(), by(c.sources()));
      case Condition.Functional c -> "%s() says so".formatted(c.function());
      case Condition.Handoff c -> "handoff to " + c.target();
      case Condition.SourceMatch c -> String.join(" or ", c.sources()) + " spoke";
      case Condition.FunctionCall c -> "%s was called".formatted(c.tool());
      case Condition.TextMessage c ->
          "a text message" + by(c.source() == null ? List.of() : List.of(c.source()));
      case Condition.StopMessage c -> "a stop message";
      case Condition.External c -> "stopped from outside";
      case Condition.Any c -> joined(c.of(), " or ");
      case Condition.All c -> joined(c.of(), " and ");
      case Condition.Not c -> "not (%s)".formatted(of(c.of()));
      case Condition.Otherwise c -> "otherwise";
      case Condition.Finding c -> c.reason();
    };
  }

  private static String joined(List<Condition> parts, String with) {
    return parts.stream()
        .map(
            part ->
                part instanceof Condition.Any || part instanceof Condition.All
                    ? "(%s)".formatted(of(part))
                    : of(part))
        .collect(Collectors.joining(with));
  }

  private static String by(List<String> sources) {
    return sources.isEmpty() ? "" : " by " + String.join(" or ", sources);
  }

  private static String tokens(Condition.TokenUsage usage) {
    StringBuilder text = new StringBuilder();
    append(text, usage.total(), "tokens");
    append(text, usage.input(), "input tokens");
    append(text, usage.output(), "output tokens");
    return text.toString();
  }

  private static void append(StringBuilder text, long tokens, String what) {
    if (tokens > 0) {
      text.append(text.isEmpty() ? "" : " or ").append(tokens).append(' ').append(what);
    }
  }
}
