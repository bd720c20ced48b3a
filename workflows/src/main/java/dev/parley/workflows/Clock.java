package dev.parley.workflows;

import dev.parley.agents.Condition;
import dev.parley.agents.Ending;
import dev.parley.agents.Skeleton;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** How long the round has lasted, with and without the time spent waiting for people. */
final class Clock {

  private long activeMillis;
  private long allMillis;
  private long since;
  private boolean waiting;

  Clock(long activeMillis, long allMillis) {
    this.activeMillis = activeMillis;
    this.allMillis = allMillis;
    this.since = Workflow.currentTimeMillis();
  }

  long activeMillis() {
    pass();
    return activeMillis;
  }

  long allMillis() {
    pass();
    return allMillis;
  }

  /** A new round begins. */
  void restart() {
    activeMillis = 0;
    allMillis = 0;
    since = Workflow.currentTimeMillis();
  }

  /**
   * Waits for a person, no longer than until a timeout of the team would end the round, or until
   * something falls due.
   *
   * @param dueAt in milliseconds since 1970; absent: nothing does
   */
  void await(Skeleton skeleton, Optional<Long> dueAt, Supplier<Boolean> condition) {
    pass();
    waiting = true;
    Optional<Duration> limit =
        Stream.concat(
                untilTimeout(skeleton).stream(),
                dueAt.stream().map(at -> Duration.ofMillis(Math.max(at - since, 1))))
            .min(Duration::compareTo);
    if (limit.isPresent()) {
      var unused = Workflow.await(limit.get(), condition);
    } else {
      Workflow.await(condition);
    }
    pass();
    waiting = false;
  }

  private Optional<Duration> untilTimeout(Skeleton skeleton) {
    return Ending.leaves(skeleton.team().termination()).stream()
        .flatMap(leaf -> leaf instanceof Condition.Timeout t ? Stream.of(t) : Stream.empty())
        .filter(Condition.Timeout::countWaiting)
        .map(timeout -> timeout.after().toMillis() - allMillis)
        .map(left -> Duration.ofMillis(Math.max(left, 1)))
        .min(Duration::compareTo);
  }

  private void pass() {
    long now = Workflow.currentTimeMillis();
    allMillis += now - since;
    activeMillis += waiting ? 0 : now - since;
    since = now;
  }
}
