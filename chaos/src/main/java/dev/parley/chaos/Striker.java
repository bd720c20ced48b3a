package dev.parley.chaos;

import dev.parley.chaos.DecisionPlan.Moment;
import dev.parley.chaos.DecisionPlan.Strike;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Deals each blow of a plan when its moment has come, one after the other. */
final class Striker implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Arena arena;
  private final List<Strike> due;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("striker").factory());
  private final List<Dealt> dealt = new CopyOnWriteArrayList<>();
  private final List<String> defects = new CopyOnWriteArrayList<>();

  Striker(Arena arena, List<Strike> strikes) {
    this.arena = arena;
    this.due = new ArrayList<>(strikes);
  }

  /**
   * A blow that was dealt.
   *
   * @param over when all that it hit was there again
   */
  record Dealt(Strike strike, Instant over) {}

  /** A call has come to a step; this does not wait for the blow. */
  synchronized void reached(Moment moment, int call) {
    List<Strike> now =
        due.stream().filter(one -> one.moment() == moment && one.call() == call).toList();
    due.removeAll(now);
    now.forEach(
        strike -> {
          Future<?> unused = thread.submit(() -> deal(strike));
        });
  }

  private void deal(Strike strike) {
    Waiting.pause(strike.blow().peace());
    try {
      switch (strike.blow()) {
        case Blow.Kill kill -> arena.kill(kill);
        case Blow.Freeze freeze -> arena.freeze(freeze);
        case Blow.Reset reset -> throw new IllegalArgumentException("no reset is planned");
        case Blow.Terminate end -> throw new IllegalArgumentException("no end is planned");
      }
      dealt.add(new Dealt(strike, Instant.now()));
    } catch (RuntimeException e) {
      defects.add("%s: %s".formatted(strike.shown(), e));
    }
  }

  /** What was dealt, in its order. */
  List<Dealt> dealt() {
    return List.copyOf(dealt);
  }

  /** What must not happen to who deals blows. */
  List<String> defects() {
    return List.copyOf(defects);
  }

  /** Waits until all that is hit is there again. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        defects.add("a blow is not over after %d s".formatted(PATIENCE.toSeconds()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the run was interrupted", e);
    }
  }
}
