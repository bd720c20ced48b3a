package dev.parley.activities;

import dev.parley.transcript.Place;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.TimeoutFailure;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The effects that run in this process. A second attempt of one that still runs joins it, because a
 * blip of the Temporal server, after which it starts the attempt anew, must not pay a call twice;
 * so does the activity that follows a slow beginning. While it waits, an attempt heartbeats. A
 * cancelled effect is interrupted; one that has only lost its attempt goes on to its end, because
 * the next attempt, here or in another process, waits for what it writes.
 *
 * @param <T> what the effects come to
 */
final class Running<T> implements AutoCloseable {

  /** How often an effect that nobody waits for asks whether it is still wanted. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** How long a failure that nobody has heard of is kept for the activity that comes to join. */
  private static final Duration KEPT = Duration.ofMinutes(1);

  /** How long interrupted effects may take to write down that they were. */
  private static final Duration CLEANING = Duration.ofSeconds(1);

  private final Map<String, Work<T>> running = new ConcurrentHashMap<>();
  private final Duration beat;

  /**
   * Joins attempts that heartbeat in the given interval.
   *
   * @param beat a third of the shortest heartbeat timeout, or less
   */
  Running(Duration beat) {
    this.beat = beat;
  }

  /**
   * An effect.
   *
   * @param <T> what it comes to
   */
  @FunctionalInterface
  interface Effect<T> {
    /**
     * Does it.
     *
     * @param place where it writes, by the newest call that has joined it
     */
    T happen(Supplier<Place> place) throws Exception;
  }

  /** The identity of an effect. A run that was reset is another: nobody joins a zombie's. */
  private static String key(Place place) {
    return place.conversation() + "/" + place.branch() + "/" + place.intent() + "/" + place.runId();
  }

  // --- Joining

  /**
   * Does an effect, or joins it where it happens already.
   *
   * @return what it came to, such as the entry that stands at its place
   * @throws ActivityCompletionException if this attempt is cancelled or lost
   */
  T once(Place place, ActivityExecutionContext context, Effect<T> effect) {
    Work<T> work = joined(place, effect);
    try {
      while (!work.hasOutcome(beat)) {
        heartbeat(work, context);
      }
      return taken(place, work);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      work.abandon();
      throw new ActivityInterrupted(e);
    }
  }

  /**
   * Does an effect, or joins it, and waits no longer than given: then it goes on alone, until
   * somebody joins it, or nobody wants it any more.
   *
   * @param wanted whether its place is still free
   * @return absent: it goes on
   */
  Optional<T> begin(Place place, Duration patience, BooleanSupplier wanted, Effect<T> effect) {
    Work<T> work = joined(place, effect);
    try {
      if (!work.hasOutcome(patience) && work.leaveRunning()) {
        watch(place, work, wanted);
        return Optional.empty();
      }
      return Optional.of(taken(place, work));
    } catch (InterruptedException e) {
      // The worker stops; the activity that follows begins it anew, on another one.
      Thread.currentThread().interrupt();
      work.abandon();
      return Optional.empty();
    }
  }

  /**
   * Interrupts an effect whose place was settled without it. Its attempts end when the server tells
   * them that they are cancelled: that request is on its way, and must find them running.
   */
  void settled(Place place) {
    Work<T> work = running.get(key(place));
    if (work != null) {
      work.settle();
    }
  }

  private Work<T> joined(Place place, Effect<T> effect) {
    Work<T> fresh = new Work<>(place);
    Work<T> known = running.putIfAbsent(key(place), fresh);
    if (known == null) {
      fresh.join(place);
      fresh.start(effect, () -> running.remove(key(place), fresh));
      return fresh;
    }
    known.join(place);
    return known;
  }

  private T taken(Place place, Work<T> work) throws InterruptedException {
    try {
      return work.outcome();
    } catch (ExecutionException e) {
      running.remove(key(place), work);
      throw Failures.rethrow(e.getCause() == null ? e : e.getCause());
    } finally {
      work.leave();
    }
  }

  private static void heartbeat(Work<?> work, ActivityExecutionContext context) {
    try {
      context.heartbeat(null);
    } catch (ActivityCanceledException cancelled) {
      // The SDK says the same when it has not reached the server for too long: nobody wants that.
      if (cancelled.getCause() instanceof TimeoutFailure) {
        work.leave();
      } else {
        work.abandon();
      }
      throw cancelled;
    } catch (ActivityCompletionException lost) {
      work.leave();
      throw lost;
    }
  }

  // --- Without anybody who waits

  private void watch(Place place, Work<T> work, BooleanSupplier wanted) {
    Thread unused =
        Thread.ofVirtual()
            .name("watch ", 0)
            .start(
                () -> {
                  try {
                    while (!work.isOver(LOOK)) {
                      work.interruptUnless(wanted);
                    }
                    if (running.get(key(place)) == work) {
                      TimeUnit.MILLISECONDS.sleep(KEPT.toMillis());
                      running.remove(key(place), work);
                    }
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
  }

  /** Interrupts what runs: the process ends. */
  @Override
  public void close() {
    long until = System.nanoTime() + CLEANING.toNanos();
    running.values().forEach(Work::interrupt);
    try {
      for (Work<T> work : running.values()) {
        var unused = work.isOver(Duration.ofNanos(Math.max(0, until - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The worker's thread was interrupted: it shuts down. */
  static final class ActivityInterrupted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ActivityInterrupted(Throwable cause) {
      super("the worker shuts down", cause);
    }
  }
}
