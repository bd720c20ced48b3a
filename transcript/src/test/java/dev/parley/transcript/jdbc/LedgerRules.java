package dev.parley.transcript.jdbc;

import static dev.parley.transcript.jdbc.Fixture.call;
import static dev.parley.transcript.jdbc.Fixture.called;
import static dev.parley.transcript.jdbc.Fixture.place;
import static dev.parley.transcript.jdbc.Fixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.agents.Money;
import dev.parley.agents.Usage;
import dev.parley.transcript.ConversationStore.Spent;
import dev.parley.transcript.EntryStore.Appended;
import dev.parley.transcript.EntryStore.AttemptFailure;
import dev.parley.transcript.EntryStore.Begun;
import dev.parley.transcript.EntryStore.Ceiling;
import dev.parley.transcript.EntryStore.Ceilings;
import dev.parley.transcript.EntryStore.Settling;
import dev.parley.transcript.EntryStore.Start;
import dev.parley.transcript.Place;
import dev.parley.transcript.TranscriptException.Refused;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds of attempts, spend and ceilings in every store. */
interface LedgerRules extends Fixture {

  private static AttemptFailure failure(long tokens, long nanos, @Nullable Integer scripted) {
    return new AttemptFailure(
        "rateLimit", "429", "e1", new Usage(tokens, 0, 0, 0), new Money(nanos), scripted);
  }

  @Test
  default void attemptsAreNumberedAcrossRetries() {
    String id = conversation();
    Place place = place(id, 0, "turn/1/coder/1");
    assertThat(begin(place, "p1", "m", 5L)).isEqualTo(1);
    entries().fail(place, 1, failure(7, 2, null));
    assertThat(begin(place, "p1", "m", 5L)).isEqualTo(2);
    assertThat(entries().attempts(id, Place.MAIN, "turn/1/coder/1")).isEqualTo(2);
    assertThat(entries().lastFailure(id, Place.MAIN, "turn/1/coder/1"))
        .contains(failure(7, 2, null));
    assertThat(entries().lastFailure(id, Place.MAIN, "other")).isEmpty();
    assertThat(standing(id).modelCalls()).isEqualTo(1);
    append(place, called("coder", 10, 3), 2);
    assertThat(standing(id).modelCalls()).isEqualTo(2);
    assertThat(standing(id).usage()).isEqualTo(new Usage(17, 1, 0, 0));
    assertThat(standing(id).cost()).isEqualTo(new Money(5));
  }

  @Test
  default void spendIsGroupedByAgentAndModel() {
    String id = conversation();
    Place one = place(id, 0, "turn/1/coder/1");
    Place two = place(id, 1, "turn/2/critic/1");
    Place three = place(id, 2, "summary/0");
    append(one, called("coder", 10, 3), begin(one, "p", "writer", 0L));
    entries().fail(two, begin(two, "p", "judge", 0L), failure(1, 1, null));
    append(two, called("critic", 20, 4), begin(two, "p", "judge", 0L));
    append(three, called("coder", 5, 2), begin(three, "p", "writer", 0L));
    Place code = place(id, 3, "turn/3/runner/1");
    append(code, text("runner", "ok"), goWithout(code));
    assertThat(conversations().spent(id))
        .containsExactly(
            new Spent("coder", "writer", 2, new Usage(15, 2, 0, 0), new Money(5)),
            new Spent("critic", "judge", 2, new Usage(21, 1, 0, 0), new Money(5)));
    assertThat(standing(id).modelCalls()).isEqualTo(4);
  }

  private int goWithout(Place place) {
    return ((Begun.Go) entries().begin(place, new Start("p", null))).attempt();
  }

  @Test
  default void aCallThatNobodyAnnouncedIsCountedOnce() {
    String id = conversation();
    append(place(id, 0, "a"), called("coder", 10, 3), 0);
    append(place(id, 0, "a"), called("coder", 10, 3), 0);
    assertThat(standing(id).modelCalls()).isEqualTo(1);
    assertThat(conversations().spent(id))
        .containsExactly(new Spent("coder", "", 1, new Usage(10, 1, 0, 0), new Money(3)));
  }

  @Test
  default void aLoserIsPaidForAndItsWordsAreKept() throws SQLException {
    String id = conversation();
    Place place = place(id, 0, "turn/1/coder/1");
    int first = begin(place, "p1", "m", 100L);
    int second = begin(place, "p1", "m", 100L);
    append(place, called("coder", 10, 3), second);
    var lost = text("coder", "too late").withCall(new Usage(4, 0, 0, 0), new Money(2), "stop");
    assertThat(append(place, lost, first)).isInstanceOf(Appended.Adopted.class);
    assertThat(append(place, lost, first)).isInstanceOf(Appended.Adopted.class);
    assertThat(standing(id).modelCalls()).isEqualTo(2);
    assertThat(standing(id).cost()).isEqualTo(new Money(5));
    String evidence =
        look("SELECT evidence FROM attempts WHERE attempt = 1 AND conversation = '" + id + "'");
    assertThat(new String(transcript().blobs().get(id, evidence), StandardCharsets.UTF_8))
        .contains("too late");
  }

  @Test
  default void anAttemptThatFindsAForeignEntryIsPaidFor() {
    String id = conversation();
    Place place = place(id, 0, "turn/1/coder/1");
    int attempt = begin(place, "p1", "m", 100L);
    say(id, 0, "signal/1");
    assertThat(append(place, called("coder", 10, 3), attempt)).isInstanceOf(Appended.Foreign.class);
    assertThat(standing(id).cost()).isEqualTo(new Money(3));
    assertThat(entries().read(id, 0, 9)).hasSize(1);
  }

  @Test
  default void oneCrashIsOneRestart() {
    String id = conversation();
    Place one = place(id, 0, "a");
    Place two = place(id, 1, "b");
    begin(one, "p1", "m", 100L);
    begin(two, "p1", "m", 100L);
    begin(one, "p1", "m", 100L);
    assertThat(standing(id).restarts()).isZero();
    begin(one, "p2", "m", 100L);
    begin(two, "p2", "m", 100L);
    assertThat(standing(id).restarts()).isEqualTo(1);
    begin(two, "p3", "m", 100L);
    assertThat(standing(id).restarts()).isEqualTo(2);
    assertThat(standing(id).modelCalls()).isZero();
  }

  @Test
  default void aLostAttemptThatEndsAfterAllIsCounted() {
    String id = conversation();
    Place place = place(id, 0, "a");
    int lost = begin(place, "p1", "m", 100L);
    begin(place, "p2", "m", 100L);
    assertThat(append(place, called("coder", 10, 3), lost)).isInstanceOf(Appended.Written.class);
    assertThat(standing(id).modelCalls()).isEqualTo(1);
    assertThat(standing(id).cost()).isEqualTo(new Money(3));
  }

  @Test
  default void anAttemptThatWasNeverBegunCannotFail() {
    String id = conversation();
    assertThatThrownBy(() -> entries().fail(place(id, 0, "a"), 3, failure(1, 1, null)))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("attempt 3 of a");
  }

  // --- Ceilings

  private static Ceilings conversation(long calls, long nanos) {
    return new Ceilings(new Ceiling(calls, new Money(nanos)), Ceiling.NONE, Ceiling.NONE);
  }

  private static Ceilings starter(long calls, long nanos) {
    return new Ceilings(Ceiling.NONE, new Ceiling(calls, new Money(nanos)), Ceiling.NONE);
  }

  @Test
  default void callsPerConversationHaveACeiling() {
    String id = conversation();
    Place one = place(id, 0, "a");
    Start start = call("p", "m", 0, conversation(2, Long.MAX_VALUE));
    assertThat(entries().begin(one, start)).isEqualTo(new Begun.Go(1, false));
    entries().fail(one, 1, failure(0, 0, null));
    assertThat(entries().begin(one, start)).isEqualTo(new Begun.Go(2, false));
    assertThat(entries().begin(place(id, 1, "b"), start))
        .isEqualTo(new Begun.Refused("calls per conversation", "2", "2"));
    assertThat(entries().attempts(id, Place.MAIN, "b")).isZero();
    assertThat(entries().begin(place(id, 1, "b"), new Start("p", null)))
        .isEqualTo(new Begun.Go(1, false));
  }

  @Test
  default void reservedMoneyCountsUntilItIsSettled() {
    String id = conversation();
    Ceilings ceilings = conversation(99, 2_000_000_000L);
    Place one = place(id, 0, "a");
    assertThat(entries().begin(one, call("p", "m", 1_500_000_000L, ceilings)))
        .isEqualTo(new Begun.Go(1, false));
    Start small = call("p", "m", 600_000_000L, ceilings);
    assertThat(entries().begin(place(id, 1, "b"), small))
        .isEqualTo(new Begun.Refused("money per conversation", "$2", "$1.5"));
    append(one, called("coder", 1, 1_000_000_000L), 1);
    assertThat(entries().begin(place(id, 1, "b"), small)).isEqualTo(new Begun.Go(1, false));
    entries().fail(place(id, 1, "b"), 1, failure(0, 0, null));
    assertThat(entries().begin(place(id, 1, "b"), small)).isEqualTo(new Begun.Go(2, false));
  }

  @Test
  default void theReservationOfADeadProcessIsFreed() {
    String id = conversation();
    Ceilings ceilings = conversation(99, 10);
    Place place = place(id, 0, "a");
    assertThat(entries().begin(place, call("p1", "m", 8, ceilings)))
        .isEqualTo(new Begun.Go(1, false));
    assertThat(entries().begin(place, call("p2", "m", 8, ceilings)))
        .isEqualTo(new Begun.Go(2, true));
    entries().fail(place, 1, failure(0, 0, null));
    entries().fail(place, 1, failure(0, 7, null));
    assertThat(entries().begin(place(id, 1, "b"), call("p2", "m", 3, ceilings)))
        .isInstanceOf(Begun.Refused.class);
    assertThat(standing(id).modelCalls()).isEqualTo(1);
    assertThat(standing(id).cost()).isEqualTo(Money.ZERO);
  }

  @Test
  default void forksChargeTheirRoot() {
    String id = conversation();
    say(id, 0, "a");
    String fork = fork(fork(id, 0), 0);
    Start start = call("p", "m", 0, conversation(1, 99));
    assertThat(entries().begin(place(fork, 1, "b"), start)).isEqualTo(new Begun.Go(1, false));
    assertThat(entries().begin(place(id, 1, "b"), start)).isInstanceOf(Begun.Refused.class);
  }

  @Test
  default void aStarterHasACeilingPerDayThatDeletingDoesNotOpen() {
    String starter = "starter-" + id();
    Start start = call("p", "m", 4, starter(99, 10));
    String first = conversationOf(starter);
    Place place = place(first, 0, "a");
    append(place, called("coder", 1, 8), begin(place, "p", "m", 0L));
    conversations().delete(first, false, "ann");
    Place next = place(conversationOf(starter), 0, "a");
    assertThat(entries().begin(next, start))
        .isEqualTo(new Begun.Refused("money per starter and day", "$0.00000001", "$0.000000008"));
    assertThat(entries().begin(place(conversation(), 0, "a"), start)).isInstanceOf(Begun.Go.class);
    clock().advance(Duration.ofDays(1));
    assertThat(entries().begin(next, start)).isEqualTo(new Begun.Go(1, false));
  }

  @Test
  default void aDayHasACeilingForAll() {
    clock().advance(Duration.ofDays(1));
    var ceilings = new Ceilings(Ceiling.NONE, Ceiling.NONE, new Ceiling(1, new Money(9)));
    Start start = call("p", "m", 0, ceilings);
    assertThat(entries().begin(place(conversation(), 0, "a"), start))
        .isEqualTo(new Begun.Go(1, false));
    assertThat(entries().begin(place(conversation(), 0, "a"), start))
        .isEqualTo(new Begun.Refused("calls per day", "1", "1"));
  }

  @Test
  default void aReservationOutsideOfReasonIsRefused() {
    Place place = place(conversation(), 0, "a");
    assertThatThrownBy(() -> begin(place, "p", "m", -1L))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("reserves");
    assertThatThrownBy(() -> begin(place, "p", "m", Long.MAX_VALUE)).isInstanceOf(Refused.class);
  }

  // --- Scripted models

  @Test
  default void scriptedRepliesAreCountedWhenTheirAttemptHasEnded() {
    String id = conversation();
    Place one = place(id, 0, "a");
    begin(one, "p", "m", 0L);
    assertThat(entries().scriptedUse(id, "m")).isEmpty();
    entries().fail(one, 1, failure(0, 0, 0));
    int attempt = begin(one, "p", "m", 0L);
    entries().append(one, text("coder", "x"), new Settling(attempt, null, 1));
    Place two = place(id, 1, "b");
    entries().append(two, text("coder", "y"), new Settling(begin(two, "p", "m", 0L), null, 1));
    assertThat(entries().scriptedUse(id, "m")).isEqualTo(Map.of(0, 1, 1, 2));
    assertThat(entries().scriptedUse(id, "other")).isEmpty();

    String fork = fork(id, 0);
    Place own = place(fork, 1, "c");
    entries().append(own, text("coder", "z"), new Settling(begin(own, "p", "m", 0L), null, 3));
    assertThat(entries().scriptedUse(fork, "m")).isEqualTo(Map.of(0, 1, 1, 1, 3, 1));
    assertThat(entries().scriptedUse(id, "m")).isEqualTo(Map.of(0, 1, 1, 2));
  }
}
