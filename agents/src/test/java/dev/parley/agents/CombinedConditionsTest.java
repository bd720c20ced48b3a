package dev.parley.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code any}, {@code all} and {@code not}: when they are met, and which leaf is the reason. */
class CombinedConditionsTest {

  private static final Condition X = Condition.textMention("X");
  private static final Condition Y = Condition.textMention("Y");
  private static final Condition Z = Condition.textMention("Z");

  private static Simulator chat(Condition condition, String... texts) {
    return Simulator.of(
            Cast.round("a").until(new Condition.Any(List.of(condition, Condition.maxMessages(20)))),
            new Replies().of("a", texts))
        .task("go");
  }

  private static void ends(Condition condition, int leaf, int messages, String... texts) {
    Simulator chat = chat(condition, texts);
    assertThat(chat.end().leaf()).as("leaf").isEqualTo(leaf);
    assertThat(chat.heads()).as("messages").hasSize(messages + 1);
  }

  @Test
  void ofAnyTheFirstInFileOrderIsTheReason() {
    ends(X.or(Y), 0, 1, "Y and X");
    ends(X.or(Y), 1, 2, "nothing", "Y");
  }

  @Test
  void ofAllEachIsRememberedAndTheLastToBecomeTrueIsTheReason() {
    ends(X.and(Y), 1, 3, "X", "nothing", "Y");
    ends(X.and(Y), 0, 3, "Y", "nothing", "X");
    ends(X.and(Y).and(Z), 1, 3, "Z", "X", "Y");
  }

  @Test
  void allAtOnceIsMetAtOnce() {
    ends(X.and(Y), 1, 1, "XY");
  }

  @Test
  void theyNest() {
    ends(X.or(Y).and(Z), 2, 2, "Y", "Z");
    ends(X.or(Y).and(Z), 0, 2, "Z", "X");
    ends(new Condition.Any(List.of(X.and(Y), Z)), 2, 2, "X", "Z");
    ends(new Condition.All(List.of(X, new Condition.All(List.of(Y, Z)))), 0, 3, "Z", "Y", "X");
  }

  @Test
  void notEndsWithTheFirstMessageThatDoesNotFit() {
    Simulator chat = chat(Condition.not(X), "X", "X too", "something else");

    assertThat(chat.end()).isEqualTo(new Step.End("not", 0, null, "a"));
    assertThat(chat.heads()).hasSize(4);
  }

  @Test
  void notSpeaksOfTheLastMessageAlsoWithinAll() {
    Condition condition = X.and(Condition.not(Y));
    ends(condition, 1, 1, "X");
    ends(condition, 1, 3, "X, but Y", "still Y", "good");
    ends(condition, 0, 2, "good", "X");
    ends(condition, 1, 4, "good", "X and Y", "Y", "good again");
  }

  @Test
  void notOfAnotherCombination() {
    ends(Condition.not(X.or(Y)), 0, 3, "X", "Y", "Z");
    ends(Condition.not(X.and(Y)), 0, 2, "XY", "X");
  }

  @Test
  void aCounterWithinAllStaysMet() {
    ends(Condition.maxMessages(3).and(X), 1, 4, "no", "no", "no", "X");
    ends(X.and(Condition.maxMessages(3)), 1, 2, "X", "no");
  }

  @Test
  void aTimeoutWithinAllStaysMetAndTakesItsPlaceInTheOrder() {
    Simulator first = chat(X.and(Condition.timeout(Duration.ofSeconds(1))), "no", "X");
    first.step();
    first.elapse(1_000, 1_000);
    assertThat(first.end().leaf()).isZero();

    Simulator last = chat(X.and(Condition.timeout(Duration.ofSeconds(1))), "X", "no");
    last.step();
    last.elapse(1_000, 1_000);
    assertThat(last.end().leaf()).isEqualTo(1);
  }

  @Test
  void aNewRoundRemembersNothing() {
    Simulator chat = chat(X.and(Y), "X", "Y", "Y", "no", "X");
    chat.end();
    chat.again("once more");
    assertThat(chat.state().met()).isEmpty();
    chat.end();

    assertThat(chat.heads()).hasSize(7);
  }

  @Test
  void leavesAreNumberedInTheOrderOfTheFile() {
    Condition not = Condition.not(X.or(Y));
    Condition tree =
        new Condition.Any(List.of(X, new Condition.All(List.of(Y, not)), Condition.maxTurns(3)));

    assertThat(Ending.leaves(tree)).containsExactly(X, Y, not, Condition.maxTurns(3));
    assertThat(Ending.leaves(null)).isEmpty();
  }

  @Test
  void orAndAndAppendToWhatTheyBegan() {
    assertThat(X.or(Y).or(Z)).isEqualTo(new Condition.Any(List.of(X, Y, Z)));
    assertThat(X.and(Y).and(Z)).isEqualTo(new Condition.All(List.of(X, Y, Z)));
    assertThat(X.and(Y).or(Z)).isEqualTo(new Condition.Any(List.of(X.and(Y), Z)));
  }
}
