package dev.parley.client.teamfile;

import dev.parley.agents.Condition;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Makes conditions. Shapes and names have been checked; what was wrong is not there. */
final class ConditionReader {

  private final Report report;

  ConditionReader(Report report) {
    this.report = report;
  }

  Optional<Condition> read(Value value) {
    if (!(value instanceof Value.Chosen chosen)) {
      return Optional.empty();
    }
    return chosen.value().isEmpty()
        ? bare(chosen.word())
        : withValue(chosen.word(), chosen.value().get());
  }

  private static Optional<Condition> bare(String word) {
    return switch (word) {
      case "textMessage" -> Optional.of(new Condition.TextMessage(null));
      case "stopMessage" -> Optional.of(new Condition.StopMessage());
      case "external" -> Optional.of(new Condition.External());
      case "otherwise" -> Optional.of(new Condition.Otherwise());
      default -> Optional.empty();
    };
  }

  private Optional<Condition> withValue(String word, Value value) {
    return switch (value) {
      case Value.Text text -> ofText(word, text.text());
      case Value.Amount number -> ofNumber(word, number.number());
      case Section section -> ofSection(word, section);
      case Value.Items items -> ofItems(word, items);
      case Value.Chosen chosen -> read(chosen).map(Condition.Not::new);
      case Value.Flag flag -> Optional.empty();
      case Value.Time time -> Optional.empty();
      case Value.Free free -> Optional.empty();
    };
  }

  private static Optional<Condition> ofText(String word, String text) {
    return switch (word) {
      case "handoff" -> Optional.of(new Condition.Handoff(text));
      case "functionCall" -> Optional.of(new Condition.FunctionCall(text));
      case "functional" -> Optional.of(new Condition.Functional(text));
      case "textMessage" -> Optional.of(new Condition.TextMessage(text));
      default -> Optional.empty();
    };
  }

  private static Optional<Condition> ofNumber(String word, BigDecimal number) {
    return switch (word) {
      case "maxMessages" -> Optional.of(new Condition.MaxMessages(number.intValueExact()));
      case "maxTurns" -> Optional.of(new Condition.MaxTurns(number.intValueExact()));
      case "cost" -> Optional.of(new Condition.Cost(number));
      default -> Optional.empty();
    };
  }

  private Optional<Condition> ofSection(String word, Section section) {
    List<String> sources = section.texts("sources");
    boolean ignoreCase = section.flag("ignoreCase");
    return switch (word) {
      case "textMention" ->
          section.text("text").map(t -> new Condition.TextMention(t, sources, ignoreCase));
      case "exact" -> section.text("text").map(t -> new Condition.Exact(t, sources, ignoreCase));
      case "matches" ->
          section.text("regex").map(r -> new Condition.Matches(r, sources, ignoreCase));
      case "timeout" -> timeout(section);
      case "tokenUsage" -> tokenUsage(section);
      default -> Optional.empty();
    };
  }

  private static Optional<Condition> timeout(Section section) {
    Function<Duration, Condition> make =
        after -> new Condition.Timeout(after, section.flag("countWaiting"));
    return section.time("after").map(make);
  }

  private Optional<Condition> tokenUsage(Section section) {
    long total = section.large("total").orElse(0L);
    long input = section.large("input").orElse(0L);
    long output = section.large("output").orElse(0L);
    if (total + input + output == 0) {
      if (!section.broken()) {
        report.error(section.place(), "has no total, input or output", "write tokenUsage: 10000");
      }
      return Optional.empty();
    }
    return Optional.of(new Condition.TokenUsage(total, input, output));
  }

  private Optional<Condition> ofItems(String word, Value.Items items) {
    if (word.equals("sourceMatch")) {
      List<String> agents =
          items.items().stream()
              .filter(Value.Text.class::isInstance)
              .map(v -> ((Value.Text) v).text())
              .toList();
      return agents.isEmpty() ? Optional.empty() : Optional.of(new Condition.SourceMatch(agents));
    }
    List<Condition> parts =
        items.items().stream().map(this::read).flatMap(Optional::stream).toList();
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(word.equals("any") ? new Condition.Any(parts) : new Condition.All(parts));
  }
}
