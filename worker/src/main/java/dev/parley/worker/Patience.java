package dev.parley.worker;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries to reach a part that may not be up yet, and says so now and then. */
final class Patience {

  private static final Logger log = LoggerFactory.getLogger(Patience.class);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration SAY_AGAIN = Duration.ofSeconds(10);

  private final long deadline;
  private final Duration limit;
  private long saidAt;
  private boolean said;

  /** Begins now. */
  Patience(Duration limit) {
    this.limit = limit;
    this.deadline = System.nanoTime() + limit.toNanos();
  }

  /** The part is not there yet; the message is a text of our own. */
  static final class NotYet extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotYet(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * The part, once it is there.
   *
   * @param what its name for people
   * @param attempt throws {@link NotYet} if another attempt is worth while
   * @throws WorkerException.Unreachable if it was not there in time
   */
  <T> T until(String what, Supplier<T> attempt) {
    while (true) {
      try {
        T part = attempt.get();
        if (said) {
          log.info("{}: reached", what);
        }
        said = false;
        return part;
      } catch (NotYet e) {
        if (System.nanoTime() >= deadline) {
          throw new WorkerException.Unreachable(
              "%s: %s; given up after %d s".formatted(what, e.getMessage(), limit.toSeconds()), e);
        }
        say(what, String.valueOf(e.getMessage()));
        pause(what, e);
      }
    }
  }

  private void say(String what, String why) {
    if (!said || System.nanoTime() - saidAt > SAY_AGAIN.toNanos()) {
      long left = TimeUnit.NANOSECONDS.toSeconds(deadline - System.nanoTime());
      log.warn("{}: {}; trying again for {} s", what, why, left);
      said = true;
      saidAt = System.nanoTime();
    }
  }

  private static void pause(String what, NotYet cause) {
    try {
      TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WorkerException.Unreachable(what + ": the start was interrupted", cause);
    }
  }
}
