package dev.parley.activities;

import dev.parley.transcript.EntryStore.Begun;
import dev.parley.transcript.EntryStore.Spend;
import dev.parley.transcript.EntryStore.Start;
import dev.parley.transcript.Place;
import dev.parley.transcript.Transcript;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Begins effects in the name of this process. What another process has begun is waited for while
 * that process lives: its lease says so, and for processes of this machine the machine itself,
 * which knows at once that one was killed.
 */
final class Ownership {

  /** How often an entry that another process is about to write is looked for. */
  private static final Duration LOOK = Duration.ofMillis(250);

  private final Transcript transcript;
  private final String owner;
  private final Predicate<String> mayBeAlive;

  /**
   * Begins in the name of an owner.
   *
   * @param mayBeAlive whether the process behind another owner's token may still run
   */
  Ownership(Transcript transcript, String owner, Predicate<String> mayBeAlive) {
    this.transcript = transcript;
    this.owner = owner;
    this.mayBeAlive = mayBeAlive;
  }

  /**
   * Begins an effect as soon as no other process has it.
   *
   * @param spend what it may spend; absent: it costs nothing
   * @return anything but {@link Begun.Elsewhere}
   * @throws InterruptedException if nobody wants the effect any more
   */
  Begun begin(Place place, @Nullable Spend spend) throws InterruptedException {
    Start start = new Start(owner, spend);
    while (true) {
      Begun begun = transcript.entries().begin(place, start);
      if (!(begun instanceof Begun.Elsewhere(String other))) {
        return begun;
      }
      if (mayBeAlive.test(other)) {
        Thread.sleep(LOOK);
      } else {
        transcript.leases().release(other);
      }
    }
  }
}
