package dev.parley.activities.code;

import java.util.ArrayList;
import java.util.List;

/** Tells a run that nobody wants its result any more. */
final class Cancellation {

  private final List<Runnable> actions = new ArrayList<>();
  private boolean cancelled;

  /** Has the action done at cancellation, or at once if that has been. */
  void onCancel(Runnable action) {
    synchronized (this) {
      if (!cancelled) {
        actions.add(action);
        return;
      }
    }
    action.run();
  }

  void cancel() {
    List<Runnable> todo;
    synchronized (this) {
      cancelled = true;
      todo = List.copyOf(actions);
      actions.clear();
    }
    todo.forEach(Runnable::run);
  }

  synchronized boolean isCancelled() {
    return cancelled;
  }

  /**
   * Goes on only if there was no cancellation.
   *
   * @throws SandboxCancelled if there was
   */
  void check() {
    if (isCancelled()) {
      throw new SandboxCancelled();
    }
  }
}
