package dev.parley.cli.local;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waiting for something outside this process, which can only be asked again and again. */
final class Waiting {
  private final long deadline;

  private Waiting(long deadline) {
    this.deadline = deadline;
  }

  static Waiting atMost(Duration patience) {
    return new Waiting(System.nanoTime() + patience.toNanos());
  }

  /**
   * Waits a little.
   *
   * @return false if the time is up or the thread was interrupted
   */
  boolean again(Duration pause) {
    long left = deadline - System.nanoTime();
    if (left <= 0 || Thread.currentThread().isInterrupted()) {
      return false;
    }
    LockSupport.parkNanos(Math.min(left, pause.toNanos()));
    return true;
  }
}
