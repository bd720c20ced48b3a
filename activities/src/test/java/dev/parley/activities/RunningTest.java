package dev.parley.activities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.agents.EntryHead;
import dev.parley.agents.Intent;
import dev.parley.agents.Kind;
import dev.parley.transcript.Place;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunningTest {

  private static final Duration LONG = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofMillis(20);
  private static final Place PLACE = place(3);

  private final Running<EntryHead> running = new Running<>(Duration.ofMillis(500));
  private final AtomicInteger calls = new AtomicInteger();
  private final CountDownLatch answer = new CountDownLatch(1);
  private final AtomicBoolean interrupted = new AtomicBoolean();
  private final List<EntryHead> written = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    answer.countDown();
    running.close();
  }

  private static Place place(int seq) {
    return new Place("c", Place.MAIN, seq, Intent.call(1, "coder", 1), "run");
  }

  private static EntryHead head(int seq) {
    return new EntryHead(
        seq,
        Intent.call(1, "coder", 1),
        "d",
        "c",
        "coder",
        Kind.TEXT,
        null,
        null,
        null,
        List.of(),
        false,
        false,
        null,
        null,
        List.of(),
        null,
        null);
  }

  private Running.Effect<EntryHead> answering() {
    return place -> {
      calls.incrementAndGet();
      try {
        answer.await();
      } catch (InterruptedException e) {
        interrupted.set(true);
        throw e;
      }
      written.add(head(place.get().seq()));
      return written.getLast();
    };
  }

  private Running.Effect<EntryHead> failing() {
    return place -> {
      calls.incrementAndGet();
      answer.await();
      throw Failures.retryable("rateLimit", "later", Duration.ofSeconds(7));
    };
  }

  private Optional<EntryHead> begin(
      Place place, Duration patience, Running.Effect<EntryHead> effect) {
    return running.begin(place, patience, () -> true, effect);
  }

  @Test
  void whatIsQuickIsDoneAtOnce() {
    answer.countDown();

    assertThat(begin(PLACE, LONG, answering())).contains(head(3));
  }

  @Test
  void whatIsSlowGoesOnAndIsJoined() {
    assertThat(begin(PLACE, SHORT, answering())).isEmpty();
    assertThat(begin(PLACE, SHORT, answering())).isEmpty();
    answer.countDown();

    await().untilAsserted(() -> assertThat(written).containsExactly(head(3)));
    assertThat(calls).hasValue(1);
    assertThat(interrupted).isFalse();
  }

  @Test
  void aSignalThatTookThePlaceMeanwhileMovesTheEntryToTheNextOne() {
    assertThat(begin(PLACE, SHORT, answering())).isEmpty();
    assertThat(begin(place(4), SHORT, answering())).isEmpty();
    answer.countDown();

    await().untilAsserted(() -> assertThat(written).containsExactly(head(4)));
    assertThat(calls).hasValue(1);
  }

  @Test
  void aFailureOfWhichNobodyHasHeardIsKeptForWhoComesToJoin() {
    assertThat(begin(PLACE, SHORT, failing())).isEmpty();
    answer.countDown();
    await().until(() -> calls.get() == 1);

    assertThatThrownBy(() -> begin(PLACE, LONG, failing()))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            e -> assertThat(e.getNextRetryDelay()).isEqualTo(Duration.ofSeconds(7)));
    assertThat(calls).hasValue(1);

    assertThatThrownBy(() -> begin(PLACE, LONG, failing())).isInstanceOf(ApplicationFailure.class);
    assertThat(calls).hasValue(2);
  }

  @Test
  void whatNobodyWantsIsInterrupted() {
    AtomicBoolean wanted = new AtomicBoolean(true);
    assertThat(running.begin(PLACE, SHORT, wanted::get, answering())).isEmpty();
    wanted.set(false);

    await().untilTrue(interrupted);
  }

  @Test
  void whatIsSettledWithoutItIsInterruptedAndKeepsThatToItself() {
    assertThat(begin(PLACE, SHORT, answering())).isEmpty();
    running.settled(PLACE);

    await().untilTrue(interrupted);
    answer.countDown();
    await().until(() -> begin(PLACE, SHORT, answering()).isPresent());
    assertThat(calls).hasValue(2);
  }

  @Test
  void whatStillRunsAtTheEndIsInterrupted() {
    assertThat(begin(PLACE, SHORT, answering())).isEmpty();
    running.close();

    assertThat(interrupted).isTrue();
  }
}
