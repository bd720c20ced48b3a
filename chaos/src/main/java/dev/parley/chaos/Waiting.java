package dev.parley.chaos;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for what other processes do. */
final class Waiting {

  private static final long STEP_MILLIS = 10;

  private Waiting() {}

  /**
   * Waits until something is so.
   *
   * @param what for the message
   * @throws IllegalStateException if it does not become so in time
   */
  static void until(String what, Duration atMost, BooleanSupplier condition) {
    if (!holds(atMost, condition)) {
      throw new IllegalStateException("%s: not within %d s".formatted(what, atMost.toSeconds()));
    }
  }

  /** Whether something becomes so in time. */
  static boolean holds(Duration atMost, BooleanSupplier condition) {
    long end = System.nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      pause(STEP_MILLIS);
    }
    return true;
  }

  /** Waits for so long. */
  static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the run was interrupted", e);
    }
  }
}
