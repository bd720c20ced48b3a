package dev.parley.agents;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What no condition, context or budget can be, and what is said about it. */
class BadConditionsTest {

  private static void refused(ThrowingCallable make, String message) {
    assertThatThrownBy(make).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void numbersMustBePositive() {
    refused(() -> new Condition.MaxMessages(0), "maxMessages: must be at least 1, is 0");
    refused(() -> new Condition.MaxTurns(-1), "maxTurns: must be at least 1, is -1");
    refused(() -> new Condition.Cost(BigDecimal.ZERO), "cost: must be positive, is 0");
    refused(
        () -> new Condition.Timeout(Duration.ZERO, false), "timeout: must be positive, is PT0S");
    refused(
        () -> new Condition.TokenUsage(0, 0, 0),
        "tokenUsage: needs a positive total, input or output, has 0, 0, 0");
  }

  @Test
  void textsMustNotBeEmpty() {
    refused(() -> Condition.textMention(""), "textMention: is empty");
    refused(() -> new Condition.Exact("", List.of(), false), "exact: is empty");
    refused(() -> new Condition.Matches("", List.of(), false), "matches: is empty");
    refused(() -> new Condition.Functional(""), "functional: is empty");
  }

  @Test
  void listsMustNotBeEmpty() {
    refused(() -> new Condition.Any(List.of()), "any: holds no condition");
    refused(() -> new Condition.All(List.of()), "all: holds no condition");
    refused(() -> new Condition.SourceMatch(List.of()), "sourceMatch: names no agent");
  }

  @Test
  void aRegularExpressionMustBeOne() {
    refused(
        () -> new Condition.Matches("a(b", List.of(), false),
        "matches: bad regular expression \"a(b\": Unclosed group");
  }

  @Test
  void contextsMustKeepSomething() {
    refused(() -> new Context.Buffered(0), "buffered: must be at least 1, is 0");
    refused(() -> new Context.HeadAndTail(0, 1), "headAndTail.head: must be at least 1, is 0");
    refused(() -> new Context.HeadAndTail(1, 0), "headAndTail.tail: must be at least 1, is 0");
    refused(() -> new Context.TokenLimited(-5), "tokenLimited: must be at least 1, is -5");
  }

  @Test
  void aBudgetIsNotNegative() {
    refused(
        () -> new Budget(-1, null, null),
        "budget: must not be negative: modelCalls -1, tokens null, cost null");
  }

  @Test
  void aConditionOnTextIsNoPartOfASkeleton() {
    EntryHead head =
        HeadDraft.text("a", "x")
            .at(1, Intent.call(1, "a", 1), Questions.of(Cast.round("a").blueprint()));

    refused(() -> Ending.fits(Condition.textMention("x"), head), "not outlined");
  }
}
