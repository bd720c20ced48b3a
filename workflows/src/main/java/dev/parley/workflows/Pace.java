package dev.parley.workflows;

import io.temporal.workflow.Workflow;

/**
 * How much of a workflow task is left for effects that begin inside it. Signals wait until the task
 * ends, so its effects together get one second. Replay comes to the same answers: the beginning of
 * a task and the time after a local activity stand in history.
 */
final class Pace {

  /** How long effects may hold one workflow task, in milliseconds. */
  static final long MOST_MILLIS = 1_000;

  /** Each leaves a marker, and what one task leaves is written at once. */
  static final int MOST_EFFECTS = 200;

  /** An effect that would get less is an activity from the start. */
  private static final long LEAST_MILLIS = 50;

  private long task = -1;
  private long since;
  private int effects;

  /** The milliseconds that the next effect may take inside this workflow task; 0: none. */
  long next() {
    // The history grows only between workflow tasks.
    long present = Workflow.getInfo().getHistoryLength();
    if (present != task) {
      task = present;
      since = Workflow.currentTimeMillis();
      effects = 0;
    }
    effects++;
    long left = MOST_MILLIS - (Workflow.currentTimeMillis() - since);
    return effects > MOST_EFFECTS || left < LEAST_MILLIS ? 0 : left;
  }
}
