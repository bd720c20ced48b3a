package dev.parley.workflows;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import java.util.Optional;

/**
 * Takes signals between effects: each is written down, or counted where strangers send too many.
 */
final class Reception {

  private final Inbox inbox;
  private final Log log;
  private final Performer performer;
  private final Missing missing;
  private final Refusals refusals;

  Reception(Inbox inbox, Log log, Performer performer, String run) {
    this.inbox = inbox;
    this.log = log;
    this.performer = performer;
    this.missing = new Missing(inbox);
    this.refusals = new Refusals(run);
  }

  /** Takes what waits. */
  void drain() {
    Optional<Signal> signal = inbox.poll();
    while (signal.isPresent()) {
      take(signal.get());
      signal = inbox.poll();
    }
  }

  /**
   * Takes what waits and what was put aside: the run is about to end.
   *
   * @return whether there was something
   */
  boolean settle() {
    int before = log.state().seq();
    missing.hurry();
    drain();
    refusals.rest().ifPresent(this::write);
    return log.state().seq() != before;
  }

  private void take(Signal signal) {
    boolean refused = signal instanceof Signal.Refused || signal instanceof Signal.Absent;
    if (!refused || !refusals.onlyCounts()) {
      write(signal);
    }
  }

  private void write(Signal signal) {
    try {
      log.take(signal);
    } catch (ActivityFailure e) {
      notWritten(signal, e);
      return;
    }
    signal.announced().ifPresent(missing::found);
  }

  /** Words that are not there yet can wait; anything else that fails for good ends the round. */
  private void notWritten(Signal signal, ActivityFailure e) {
    Optional<String> mail = signal.announced();
    if (isAbsent(e) && mail.isPresent()) {
      missing.put(signal, mail.get());
    } else {
      performer.failed(e);
    }
  }

  private static boolean isAbsent(ActivityFailure e) {
    return e.getCause() instanceof ApplicationFailure cause
        && cause.getType().equals(Effects.ABSENT);
  }
}
