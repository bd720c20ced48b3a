package dev.parley.activities;

import dev.parley.transcript.TranscriptException;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what cannot be had again, or was paid for: a store that is away, for a moment or an hour,
 * is waited for. Its attempt heartbeats meanwhile, and the next one joins it.
 */
final class Insisting {

  private static final Logger LOG = LoggerFactory.getLogger(Insisting.class);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private Insisting() {}

  /**
   * Writes as soon as the store takes it. The write may be tried several times, and have happened
   * although the store said nothing: it goes by its intent.
   *
   * @param what is written, for the log
   * @throws InterruptedException if nobody wants it any more, or the worker stops
   */
  static <T> T write(String what, Supplier<T> write) throws InterruptedException {
    while (true) {
      try {
        return write.get();
      } catch (TranscriptException.Unavailable away) {
        LOG.warn("{} waits for the store: {}", what, away.getMessage());
        Thread.sleep(PAUSE);
      }
    }
  }
}
