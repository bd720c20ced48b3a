package dev.parley.activities;

import dev.parley.transcript.Place;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.TimeoutFailure;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The effects that run in this process. A second attempt of one that still runs joins it, because a
 * blip of the Temporal server, after which it starts the attempt anew, must not pay a call twice.
 * While it waits, an attempt heartbeats. A cancelled effect is interrupted; one that has only lost
 * its attempt goes on to its end, because the next attempt, here or in another process, waits for
 * what it writes.
 */
final class Running {

  private final Map<String, Work<?>> running = new ConcurrentHashMap<>();
  private final Duration beat;

  /**
   * Joins attempts that heartbeat in the given interval.
   *
   * @param beat a third of the shortest heartbeat timeout, or less
   */
  Running(Duration beat) {
    this.beat = beat;
  }

  /** What runs, on a thread of its own that outlives the attempt which started it. */
  private static final class Work<T> {
    private final CompletableFuture<T> outcome = new CompletableFuture<>();
    private final AtomicReference<Thread> thread = new AtomicReference<>();
    private int joined;

    void interrupt() {
      Thread worker = thread.get();
      if (worker != null) {
        worker.interrupt();
      }
    }

    synchronized void join() {
      joined++;
    }

    synchronized boolean leave() {
      joined--;
      return joined == 0;
    }
  }

  /** The identity of an effect. A run that was reset is another: nobody joins a zombie's. */
  static String key(Place place) {
    return place.conversation() + "/" + place.branch() + "/" + place.intent() + "/" + place.runId();
  }

  /**
   * Does the work, or joins it where it runs already.
   *
   * @param key identity of the effect
   * @param resultType class of the outcome
   * @return its outcome
   * @throws ActivityCompletionException if this attempt is cancelled or lost
   */
  <T> T once(String key, Class<T> resultType, ActivityExecutionContext context, Callable<T> work) {
    Work<T> fresh = new Work<>();
    fresh.join();
    Work<?> known = running.putIfAbsent(key, fresh);
    if (known == null) {
      start(key, fresh, work);
      return await(fresh, resultType, context);
    }
    known.join();
    return await(known, resultType, context);
  }

  private <T> void start(String key, Work<T> mine, Callable<T> work) {
    mine.thread.set(
        Thread.ofVirtual()
            .name("effect ", 0)
            .start(
                () -> {
                  try {
                    mine.outcome.complete(work.call());
                  } catch (Exception | Error e) {
                    mine.outcome.completeExceptionally(e);
                  } finally {
                    running.remove(key, mine);
                  }
                }));
  }

  private <T> T await(Work<?> work, Class<T> resultType, ActivityExecutionContext context) {
    while (true) {
      try {
        T outcome = resultType.cast(work.outcome.get(beat.toMillis(), TimeUnit.MILLISECONDS));
        var unused = work.leave();
        return outcome;
      } catch (TimeoutException stillRunning) {
        heartbeat(work, context);
      } catch (ExecutionException e) {
        var unused = work.leave();
        throw Failures.rethrow(e.getCause() == null ? e : e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        abandon(work);
        throw new ActivityInterrupted(e);
      }
    }
  }

  private void heartbeat(Work<?> work, ActivityExecutionContext context) {
    try {
      context.heartbeat(null);
    } catch (ActivityCanceledException cancelled) {
      // The SDK says the same when it has not reached the server for too long: nobody wants that.
      if (cancelled.getCause() instanceof TimeoutFailure) {
        var unused = work.leave();
      } else {
        abandon(work);
      }
      throw cancelled;
    } catch (ActivityCompletionException lost) {
      var unused = work.leave();
      throw lost;
    }
  }

  /** Interrupts the work, unless another attempt has joined it. */
  private void abandon(Work<?> work) {
    if (work.leave()) {
      work.interrupt();
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
