package dev.parley.chaos;

import java.util.Set;
import java.util.stream.Collectors;

/** One thing that is done to a conversation or to what it runs on. */
sealed interface Blow {

  /** Milliseconds of peace before it. */
  int peace();

  /** Processes are killed and, some milliseconds later, started again. */
  record Kill(int peace, Set<Target> targets, int outage) implements Blow {}

  /** Processes stand still for so many milliseconds. */
  record Freeze(int peace, Set<Target> targets, int millis) implements Blow {}

  /**
   * The workflow is reset.
   *
   * @param where which of the workflow tasks that it can be reset to, from 0 to 1
   */
  record Reset(int peace, double where) implements Blow {}

  /**
   * The workflow is terminated.
   *
   * @param found whether the reconciler finds that out before somebody says something
   */
  record Terminate(int peace, boolean found) implements Blow {}

  /** Whether a model call that is paid for may be in vain by it. */
  default boolean loses() {
    return switch (this) {
      case Kill kill ->
          kill.targets().contains(Target.WORKER) || kill.targets().contains(Target.STORE);
      case Freeze freeze -> false;
      case Reset reset -> true;
      case Terminate terminate -> true;
    };
  }

  /** In a few words. */
  default String shown() {
    return switch (this) {
      case Kill kill -> "kill " + names(kill.targets());
      case Freeze freeze ->
          "freeze %s %.1f s".formatted(names(freeze.targets()), freeze.millis() / 1000.0);
      case Reset reset -> "reset";
      case Terminate terminate -> terminate.found() ? "terminate, found" : "terminate";
    };
  }

  private static String names(Set<Target> targets) {
    return targets.stream().sorted().map(Target::wire).collect(Collectors.joining("+"));
  }
}
