package dev.parley.workflows;

import io.temporal.workflow.Workflow;
import java.util.Optional;

/**
 * How refused signals are written down. The first ones of a run each get an entry; of the others
 * one entry at the end of the run says how many there were, so that a stranger who sends thousands
 * does not fill the transcript.
 */
final class Refusals {

  /** So many of a run are written down one by one. */
  static final int EACH = 10;

  private final String run;
  private int seen;
  private int unwritten;

  Refusals(String run) {
    this.run = run;
  }

  /**
   * Counts a signal that is refused.
   *
   * @return whether it is only counted, and gets no entry of its own
   */
  boolean onlyCounts() {
    seen++;
    if (seen <= EACH || !bounded()) {
      return false;
    }
    unwritten++;
    return true;
  }

  /** Asked only beyond the limit, so that no other conversation has a marker of it. */
  private static boolean bounded() {
    return Workflow.getVersion("boundedRefusals", Workflow.DEFAULT_VERSION, 1) == 1;
  }

  /** What is to be said of those that got no entry; they are forgotten by it. */
  Optional<Signal.Refused> rest() {
    if (unwritten == 0) {
      return Optional.empty();
    }
    String reason = unwritten + " further signals were refused";
    unwritten = 0;
    return Optional.of(new Signal.Refused(run + "-refused-" + seen, null, reason));
  }
}
