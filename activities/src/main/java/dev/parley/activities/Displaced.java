package dev.parley.activities;

import dev.parley.transcript.Place;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.TranscriptException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Where an effect writes that has ended while words of people were written at its place. A workflow
 * task that runs again puts the words in front and asks for the effect behind them: what was paid
 * for meanwhile waits for that place, or it would be paid for again.
 */
final class Displaced {

  /** How long a burst of words may take to be written down. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration LOOK = Duration.ofMillis(20);

  private Displaced() {}

  /**
   * Waits until the newest place that the effect was asked for at is not taken by words, or the
   * patience is over.
   *
   * @return whether it is free of them
   */
  static boolean await(Transcript transcript, Supplier<Place> place, Duration patience) {
    long until = System.nanoTime() + patience.toNanos();
    while (isBehindWords(transcript, place.get())) {
      try {
        if (System.nanoTime() - until >= 0) {
          return false;
        }
        Thread.sleep(LOOK);
      } catch (InterruptedException nobodyWaits) {
        // What it came to is known, and is written wherever it stands now: as evidence at least.
        return false;
      }
    }
    return true;
  }

  private static boolean isBehindWords(Transcript transcript, Place place) {
    try {
      return transcript.entries().head(place.conversation()).seq() >= place.seq()
          && StoreEffects.isFree(transcript, place);
    } catch (TranscriptException away) {
      // Whoever writes next is told the same.
      return false;
    }
  }
}
