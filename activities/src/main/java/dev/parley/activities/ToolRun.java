package dev.parley.activities;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A foreign call on a thread of its own, so that one that ignores interrupts holds nobody up. */
final class ToolRun {

  private ToolRun() {}

  /** How a call ended. */
  sealed interface Ended {}

  /** It answered. */
  record Said(String text) implements Ended {}

  /** It failed. */
  record Threw(Throwable thrown) implements Ended {}

  /** It had not ended in time; it was interrupted, and may go on all the same. */
  record Late() implements Ended {}

  /**
   * Calls, and waits no longer than given.
   *
   * @throws InterruptedException if the caller is interrupted before the call has ended; the call
   *     is then interrupted too
   */
  static Ended within(Duration patience, Callable<String> call) throws InterruptedException {
    FutureTask<String> task = new FutureTask<>(call);
    Thread unused = Thread.ofVirtual().name("tool ", 0).start(task);
    try {
      return ended(task, patience);
    } catch (TimeoutException late) {
      return task.cancel(true) ? new Late() : over(task);
    } catch (InterruptedException e) {
      if (task.cancel(true)) {
        throw e;
      }
      // It has ended meanwhile: what it came to is known, and worth more than being in a hurry.
      return over(task);
    }
  }

  private static Ended over(FutureTask<String> task) throws InterruptedException {
    try {
      return ended(task, Duration.ofMinutes(1));
    } catch (TimeoutException e) {
      throw new IllegalStateException("a call that has ended has no outcome", e);
    }
  }

  private static Ended ended(FutureTask<String> task, Duration patience)
      throws InterruptedException, TimeoutException {
    try {
      return new Said(String.valueOf(task.get(patience.toMillis(), TimeUnit.MILLISECONDS)));
    } catch (ExecutionException e) {
      return new Threw(e.getCause() == null ? e : e.getCause());
    }
  }
}
