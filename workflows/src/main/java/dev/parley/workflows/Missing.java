package dev.parley.workflows;

import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Words that were announced but are not in the store. The conversation goes on without them; after
 * a while they are looked for once more, and refused if they are still missing.
 */
final class Missing {

  /** How long words may be missing. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Inbox inbox;
  private final Map<String, Due> waiting = new LinkedHashMap<>();
  private boolean timed;

  Missing(Inbox inbox) {
    this.inbox = inbox;
  }

  /** A signal, and when it is looked at again. */
  private record Due(Signal.Absent signal, long at) {}

  /** Puts a signal aside whose words are not there. */
  void put(Signal signal, String mail) {
    long at = Workflow.currentTimeMillis() + PATIENCE.toMillis();
    waiting.putIfAbsent(mail, new Due(new Signal.Absent(signal.id(), signal.by(), mail), at));
    time();
  }

  /** They have come. */
  void found(String mail) {
    waiting.remove(mail);
  }

  /** The run is about to end: whatever waits is looked at now. */
  void hurry() {
    release(Long.MAX_VALUE);
  }

  /** One timer for all: each costs history two events. */
  private void time() {
    Optional<Due> first = waiting.values().stream().findFirst();
    if (timed || first.isEmpty()) {
      return;
    }
    timed = true;
    long left = Math.max(1, first.get().at() - Workflow.currentTimeMillis());
    var unused =
        Workflow.newTimer(Duration.ofMillis(left))
            .thenApply(
                fired -> {
                  timed = false;
                  release(Workflow.currentTimeMillis());
                  time();
                  return waiting.size();
                });
  }

  private void release(long until) {
    waiting
        .values()
        .removeIf(
            due -> {
              if (due.at() > until) {
                return false;
              }
              inbox.add(due.signal());
              return true;
            });
  }
}
