package dev.parley.activities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.agents.EntryHead;
import dev.parley.agents.Intent;
import dev.parley.transcript.Json;
import dev.parley.transcript.Place;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityNotExistsException;
import io.temporal.failure.TimeoutFailure;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Attempts that the server has given up while their effect is alive, and the next one of it. */
@Timeout(30)
class AttemptsTest {

  private static final Place PLACE =
      new Place("c", Place.MAIN, 0, Intent.call(1, "coder", 1), "run");
  private static final EntryHead REPLY =
      Json.read(
          "{\"seq\":0,\"intent\":\"turn/1/coder/1\",\"author\":\"coder\",\"kind\":\"text\"}",
          EntryHead.class);

  private final Running<EntryHead> running = new Running<>(Duration.ofMillis(20));
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicBoolean interrupted = new AtomicBoolean();
  private final CountDownLatch answer = new CountDownLatch(1);

  @AfterEach
  void close() {
    answer.countDown();
    running.close();
  }

  private static <T> T stub(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  /** An attempt that the server still wants; it waits for the effect when it beats. */
  private static ActivityExecutionContext wanted(CountDownLatch waits) {
    return stub(
        ActivityExecutionContext.class,
        (proxy, method, arguments) -> {
          waits.countDown();
          return null;
        });
  }

  /** An attempt that hears this with its next heartbeat. */
  private static ActivityExecutionContext hearing(RuntimeException what) {
    return stub(
        ActivityExecutionContext.class,
        (proxy, method, arguments) -> {
          throw what;
        });
  }

  private static ActivityCanceledException cancelled(Throwable cause) {
    ActivityInfo info =
        stub(
            ActivityInfo.class,
            (proxy, method, arguments) -> method.getReturnType() == String.class ? "x" : null);
    return new ActivityCanceledException(info, cause);
  }

  private EntryHead once(ActivityExecutionContext attempt) {
    return running.once(
        PLACE,
        attempt,
        place -> {
          calls.incrementAndGet();
          try {
            answer.await();
          } catch (InterruptedException e) {
            interrupted.set(true);
            throw e;
          }
          return REPLY;
        });
  }

  /** The next attempt, once it waits: an answer before that would not be one to both. */
  private CompletableFuture<EntryHead> next() throws InterruptedException {
    CountDownLatch waits = new CountDownLatch(1);
    CompletableFuture<EntryHead> next =
        CompletableFuture.supplyAsync(() -> once(wanted(waits)), Thread::startVirtualThread);
    waits.await();
    return next;
  }

  @Test
  void anAttemptThatTimedOutIsJoinedByTheNextOneAndPaidForOnce() throws InterruptedException {
    assertThatThrownBy(() -> once(hearing(new ActivityNotExistsException("timed out", null))))
        .isInstanceOf(ActivityNotExistsException.class);
    assertThat(interrupted).isFalse();

    CompletableFuture<EntryHead> second = next();
    answer.countDown();

    assertThat(second.join()).isEqualTo(REPLY);
    assertThat(calls).hasValue(1);
    assertThat(interrupted).isFalse();
  }

  @Test
  void anAttemptWhoseHeartbeatsDidNotArriveIsJoinedToo() throws InterruptedException {
    TimeoutFailure lost =
        new TimeoutFailure("no heartbeat", null, TimeoutType.TIMEOUT_TYPE_HEARTBEAT);
    assertThatThrownBy(() -> once(hearing(cancelled(lost))))
        .isInstanceOf(ActivityCanceledException.class);

    CompletableFuture<EntryHead> second = next();
    answer.countDown();

    assertThat(second.join()).isEqualTo(REPLY);
    assertThat(calls).hasValue(1);
  }

  @Test
  void anAttemptThatIsCancelledInterruptsItsEffect() {
    assertThatThrownBy(() -> once(hearing(cancelled(new IllegalStateException("asked for")))))
        .isInstanceOf(ActivityCanceledException.class);

    await().untilTrue(interrupted);
  }

  @Test
  void anAttemptThatIsCancelledTakesNothingFromTheOneThatHasJoined() throws InterruptedException {
    CompletableFuture<EntryHead> other = next();
    assertThatThrownBy(() -> once(hearing(cancelled(new IllegalStateException("asked for")))))
        .isInstanceOf(ActivityCanceledException.class);
    answer.countDown();

    assertThat(other.join()).isEqualTo(REPLY);
    assertThat(interrupted).isFalse();
    assertThat(calls).hasValue(1);
  }
}
