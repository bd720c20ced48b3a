package dev.parley.activities.models;

import java.time.Duration;

/** One HTTP exchange of one call: how long it may take, and how it may end. */
final class Exchange {

  /** How it went. */
  sealed interface Outcome {
    /** A whole answer, good or bad. */
    record Answered(HttpAnswer answer) implements Outcome {}

    /** The deadline passed. */
    record TimedOut() implements Outcome {}

    /** The calling thread was interrupted. */
    record Interrupted() implements Outcome {}

    /** The connection could not be made, or broke. */
    record Broken(Throwable cause) implements Outcome {}
  }

  private final long start = System.nanoTime();
  private final Duration within;

  Exchange(Duration within) {
    this.within = within;
  }

  Duration within() {
    return within;
  }

  long nanosLeft() {
    return Math.max(0, within.toNanos() - (System.nanoTime() - start));
  }

  long millis() {
    return Duration.ofNanos(System.nanoTime() - start).toMillis();
  }
}
