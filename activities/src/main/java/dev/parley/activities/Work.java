package dev.parley.activities;

import dev.parley.transcript.Place;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * An effect that runs, on a thread of its own that outlives the attempt which started it.
 *
 * @param <T> what it comes to
 */
final class Work<T> {

  private final CompletableFuture<T> outcome = new CompletableFuture<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicReference<Thread> thread = new AtomicReference<>();
  private Place place;
  private int joined;
  private boolean unwanted;
  private boolean settled;

  Work(Place place) {
    this.place = place;
  }

  /**
   * Starts it.
   *
   * @param forget called at its end, unless it has failed and nobody knows
   */
  void start(Running.Effect<T> effect, Runnable forget) {
    Thread worker =
        Thread.ofVirtual()
            .name("effect ", 0)
            .unstarted(
                () -> {
                  run(effect);
                  if (isKnown()) {
                    forget.run();
                  }
                  over.countDown();
                });
    thread.set(worker);
    worker.start();
  }

  private void run(Running.Effect<T> effect) {
    try {
      outcome.complete(effect.happen(this::place));
    } catch (Exception | Error e) {
      if (!isSettled()) {
        outcome.completeExceptionally(e);
      }
    }
  }

  /** Where it writes: signals may have taken the place that it began with. */
  private synchronized Place place() {
    return place;
  }

  /** Whether its outcome is in the store, or somebody has it, or nobody will ask for it. */
  private synchronized boolean isKnown() {
    return !outcome.isCompletedExceptionally() || joined > 0 || unwanted;
  }

  private synchronized boolean isSettled() {
    return settled;
  }

  synchronized void join(Place newest) {
    joined++;
    if (newest.seq() > place.seq()) {
      place = newest;
    }
  }

  /** One waits no longer. */
  synchronized void leave() {
    joined--;
  }

  /** One waits no longer, unless there is an outcome meanwhile: that is for him to take. */
  synchronized boolean leaveRunning() {
    if (outcome.isDone()) {
      return false;
    }
    joined--;
    return true;
  }

  /** One does not want it any more; it goes on if others do. */
  void abandon() {
    leave();
    drop();
  }

  void interruptUnless(BooleanSupplier wanted) {
    boolean alone;
    synchronized (this) {
      alone = joined == 0;
    }
    if (alone && !wanted.getAsBoolean()) {
      drop();
    }
  }

  private void drop() {
    synchronized (this) {
      unwanted = joined == 0;
      if (!unwanted) {
        return;
      }
    }
    interrupt();
  }

  /** Interrupts it, and keeps to itself that it was. */
  void settle() {
    synchronized (this) {
      settled = true;
    }
    interrupt();
  }

  void interrupt() {
    Thread worker = thread.get();
    if (worker != null) {
      worker.interrupt();
    }
  }

  /** Waits for its outcome, at most so long. */
  boolean hasOutcome(Duration patience) throws InterruptedException {
    try {
      var unused = outcome.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException notYet) {
      return false;
    } catch (ExecutionException failed) {
      return true;
    }
  }

  T outcome() throws InterruptedException, ExecutionException {
    return outcome.get();
  }

  /** Waits for its end, at most so long. */
  boolean isOver(Duration patience) throws InterruptedException {
    return over.await(patience.toNanos(), TimeUnit.NANOSECONDS);
  }
}
