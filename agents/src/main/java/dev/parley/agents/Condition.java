package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * When a conversation ends, and, on edges and triggers, whether a message fits. A pure value:
 * {@link Ending} folds entries over it. Semantics follow AutoGen's termination conditions, except
 * that the task never counts as a text that ends and that state survives everything.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "condition")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Condition.MaxMessages.class, name = "maxMessages"),
  @JsonSubTypes.Type(value = Condition.MaxTurns.class, name = "maxTurns"),
  @JsonSubTypes.Type(value = Condition.Timeout.class, name = "timeout"),
  @JsonSubTypes.Type(value = Condition.Cost.class, name = "cost"),
  @JsonSubTypes.Type(value = Condition.TokenUsage.class, name = "tokenUsage"),
  @JsonSubTypes.Type(value = Condition.TextMention.class, name = "textMention"),
  @JsonSubTypes.Type(value = Condition.Exact.class, name = "exact"),
  @JsonSubTypes.Type(value = Condition.Matches.class, name = "matches"),
  @JsonSubTypes.Type(value = Condition.Functional.class, name = "functional"),
  @JsonSubTypes.Type(value = Condition.Handoff.class, name = "handoff"),
  @JsonSubTypes.Type(value = Condition.SourceMatch.class, name = "sourceMatch"),
  @JsonSubTypes.Type(value = Condition.FunctionCall.class, name = "functionCall"),
  @JsonSubTypes.Type(value = Condition.TextMessage.class, name = "textMessage"),
  @JsonSubTypes.Type(value = Condition.StopMessage.class, name = "stopMessage"),
  @JsonSubTypes.Type(value = Condition.External.class, name = "external"),
  @JsonSubTypes.Type(value = Condition.Any.class, name = "any"),
  @JsonSubTypes.Type(value = Condition.All.class, name = "all"),
  @JsonSubTypes.Type(value = Condition.Not.class, name = "not"),
  @JsonSubTypes.Type(value = Condition.Otherwise.class, name = "otherwise"),
  @JsonSubTypes.Type(value = Condition.Finding.class, name = "finding"),
})
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public sealed interface Condition {

  /** The name that an end carries as its reason: that of the team file. */
  default String reason() {
    return switch (this) {
      case MaxMessages c -> "maxMessages";
      case MaxTurns c -> "maxTurns";
      case Timeout c -> "timeout";
      case Cost c -> "cost";
      case TokenUsage c -> "tokenUsage";
      case TextMention c -> "textMention";
      case Exact c -> "exact";
      case Matches c -> "matches";
      case Functional c -> "functional";
      case Handoff c -> "handoff";
      case SourceMatch c -> "sourceMatch";
      case FunctionCall c -> "functionCall";
      case TextMessage c -> "textMessage";
      case StopMessage c -> "stopMessage";
      case External c -> "external";
      case Any c -> "any";
      case All c -> "all";
      case Not c -> "not";
      case Otherwise c -> "otherwise";
      case Finding finding -> finding.reason();
    };
  }

  /** A condition on the words of one message: a question that each entry's findings answer. */
  sealed interface OnText extends Condition {}

  /** Ends at the given number of text, codeResult and handoff entries, the task included. */
  record MaxMessages(int messages) implements Condition {
    public MaxMessages {
      positive("maxMessages", messages);
    }
  }

  /** Ends after the given number of turns; in a two-agent chat, of round trips. */
  record MaxTurns(int turns) implements Condition {
    public MaxTurns {
      positive("maxTurns", turns);
    }
  }

  /** Ends after a time, without the time spent waiting for people unless that is counted too. */
  record Timeout(Duration after, @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean countWaiting)
      implements Condition {
    public Timeout {
      if (after.isZero() || after.isNegative()) {
        throw new IllegalArgumentException("timeout: must be positive, is " + after);
      }
    }
  }

  /** Ends when the given amount of dollars has been spent. */
  record Cost(BigDecimal dollars) implements Condition {
    public Cost {
      if (dollars.signum() <= 0) {
        throw new IllegalArgumentException("cost: must be positive, is " + dollars);
      }
    }
  }

  /** Ends when one of the given numbers of tokens has been used; 0 means no limit. */
  record TokenUsage(
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) long total,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) long input,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) long output)
      implements Condition {
    public TokenUsage {
      if (total < 0 || input < 0 || output < 0 || total + input + output == 0) {
        throw new IllegalArgumentException(
            "tokenUsage: needs a positive total, input or output, has %d, %d, %d"
                .formatted(total, input, output));
      }
    }
  }

  /** A message that contains the text. */
  record TextMention(
      String text,
      List<String> sources,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean ignoreCase)
      implements OnText {
    public TextMention {
      notEmpty("textMention", text);
      sources = copy(sources);
    }
  }

  /** A message that is the text, white space around it aside. */
  record Exact(
      String text,
      List<String> sources,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean ignoreCase)
      implements OnText {
    public Exact {
      notEmpty("exact", text);
      sources = copy(sources);
    }
  }

  /** A message in which the regular expression finds something. */
  record Matches(
      String regex,
      List<String> sources,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean ignoreCase)
      implements OnText {
    public Matches {
      notEmpty("matches", regex);
      sources = copy(sources);
      try {
        var unused = Pattern.compile(regex);
      } catch (PatternSyntaxException e) {
        throw new IllegalArgumentException(
            "matches: bad regular expression \"%s\": %s".formatted(regex, e.getDescription()), e);
      }
    }
  }

  /** A message of which a function on the workers says so. */
  record Functional(String function) implements OnText {
    public Functional {
      notEmpty("functional", function);
    }
  }

  /** A handoff to the given agent, or to {@code user}. */
  record Handoff(String target) implements Condition {}

  /** A message of one of the given agents. */
  record SourceMatch(List<String> sources) implements Condition {
    public SourceMatch {
      sources = copy(sources);
      if (sources.isEmpty()) {
        throw new IllegalArgumentException("sourceMatch: names no agent");
      }
    }
  }

  /** A finished call of the given tool. */
  record FunctionCall(String tool) implements Condition {}

  /** A text message, of the given agent or of any. */
  record TextMessage(@Nullable String source) implements Condition {}

  /** A message that only says to stop: what a {@code stop --after-turn} is to AutoGen. */
  record StopMessage() implements Condition {}

  /** A person asked for the end after the turn. */
  record External() implements Condition {}

  /** One of the conditions; the first in order is the reason. */
  record Any(List<Condition> of) implements Condition {
    public Any {
      of = nonEmpty("any", of);
    }
  }

  /**
   * All of the conditions, each remembered once it was met; the last to become true is the reason.
   */
  record All(List<Condition> of) implements Condition {
    public All {
      of = nonEmpty("all", of);
    }
  }

  /** The last message is such that the condition does not hold. */
  record Not(Condition of) implements Condition {}

  /** On edges: none of the others fits. */
  record Otherwise() implements Condition {}

  /**
   * A condition on text as a workflow sees it: the number of the question whose answer each entry
   * carries. It stands only in outlines, never in a blueprint.
   */
  record Finding(int question, String reason, List<String> sources) implements Condition {
    public Finding {
      sources = copy(sources);
    }
  }

  /** Either this or the other, this first. */
  default Condition or(Condition other) {
    return this instanceof Any any
        ? new Any(append(any.of(), other))
        : new Any(List.of(this, other));
  }

  /** Both this and the other, each remembered once it was met. */
  default Condition and(Condition other) {
    return this instanceof All all
        ? new All(append(all.of(), other))
        : new All(List.of(this, other));
  }

  /** Ends at the given number of messages, the task included. */
  static Condition maxMessages(int messages) {
    return new MaxMessages(messages);
  }

  /** Ends after the given number of turns; in a two-agent chat, of round trips. */
  static Condition maxTurns(int turns) {
    return new MaxTurns(turns);
  }

  /** Ends with a message, of these agents or of any, that contains the text. */
  static Condition textMention(String text, String... sources) {
    return new TextMention(text, List.of(sources), false);
  }

  /** Ends after a time, without the time spent waiting for people. */
  static Condition timeout(Duration after) {
    return new Timeout(after, false);
  }

  /** Holds if the other does not hold for the last message. */
  static Condition not(Condition of) {
    return new Not(of);
  }

  private static List<Condition> append(List<Condition> list, Condition last) {
    var all = new java.util.ArrayList<>(list);
    all.add(last);
    return all;
  }

  private static void positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": must be at least 1, is " + value);
    }
  }

  private static void notEmpty(String name, String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException(name + ": is empty");
    }
  }

  private static List<String> copy(@Nullable List<String> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  private static List<Condition> nonEmpty(String name, List<Condition> list) {
    if (list.isEmpty()) {
      throw new IllegalArgumentException(name + ": holds no condition");
    }
    return List.copyOf(list);
  }
}
