package dev.parley.worker;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** How the worker of an application stands: starting, working, stopping. */
final class Standing {

  private final AtomicReference<Optional<RunningWorker>> worker =
      new AtomicReference<>(Optional.empty());

  void started(RunningWorker running) {
    worker.set(Optional.of(running));
  }

  /** From now on nothing is asked of the worker. */
  void stopping() {
    worker.set(Optional.empty());
  }

  /** Whether it has started, does not stop, and the given holds. */
  boolean is(Predicate<RunningWorker> condition) {
    return worker.get().filter(condition).isPresent();
  }
}
