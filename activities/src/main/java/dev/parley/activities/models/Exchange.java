package dev.parley.activities.models;

import java.time.Duration;
import java.util.Optional;

/**
 * One HTTP exchange of one call: how long it may take, and how it went. LangChain4j drops headers
 * and bodies on its way up; this remembers them. Belongs to the calling thread.
 */
final class Exchange {

  /** How it went. */
  sealed interface Outcome {
    /** Nothing was sent, or nothing came yet. */
    record Open() implements Outcome {}

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
  private Outcome outcome = new Outcome.Open();

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

  void ended(Outcome how) {
    outcome = how;
  }

  Outcome outcome() {
    return outcome;
  }

  Optional<HttpAnswer> answer() {
    return outcome instanceof Outcome.Answered(HttpAnswer answer)
        ? Optional.of(answer)
        : Optional.empty();
  }
}
