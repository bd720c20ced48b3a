package dev.parley.client;

import dev.parley.agents.Entry;
import dev.parley.agents.Event;
import dev.parley.agents.Intent;
import dev.parley.transcript.MailStore;
import dev.parley.transcript.Transcript;
import java.time.Duration;
import java.util.Optional;

/**
 * Waits in the store for what a conversation says to something that a person has sent: the entry
 * whose cause is that signal or mail.
 */
public final class VerdictWait {

  private static final Duration LOOK = Duration.ofMillis(50);

  private final Transcript transcript;
  private final Duration patience;

  /** One that waits so long. */
  public VerdictWait(Transcript transcript, Duration patience) {
    this.transcript = transcript;
    this.patience = patience;
  }

  /**
   * The verdict; recorded, if none comes in time.
   *
   * @param signal id of the signal or of the mail
   * @param fromSeq no entry before this one can be its
   */
  public Verdict await(String conversation, String signal, int fromSeq) {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      // Looked at before the entries are read: what is settled then has its entry, or never will.
      boolean settled = isSettled(conversation, signal);
      Optional<Verdict> found = find(conversation, signal, fromSeq);
      if (found.isPresent()) {
        return found.get();
      }
      if (settled) {
        return new Verdict.Refused("it was not taken");
      }
      if (System.nanoTime() - end >= 0 || !paused()) {
        return new Verdict.Recorded(
            "no worker has taken it within %d s".formatted(patience.toSeconds()));
      }
    }
  }

  private Optional<Verdict> find(String conversation, String signal, int fromSeq) {
    Intent cause = Intent.signal(signal);
    return transcript.entries().read(conversation, fromSeq, Integer.MAX_VALUE).stream()
        .filter(entry -> entry.head().intent().equals(cause))
        .findFirst()
        .map(VerdictWait::of);
  }

  private static Verdict of(Entry entry) {
    return entry.head().event() == Event.REFUSED
        ? new Verdict.Refused(entry.text())
        : new Verdict.Taken(entry);
  }

  /** Whether it was a mail that is open no more. */
  private boolean isSettled(String conversation, String signal) {
    MailStore mail = transcript.mail();
    return mail.find(conversation, signal).isPresent()
        && mail.open(conversation).stream().noneMatch(one -> one.id().equals(signal));
  }

  private static boolean paused() {
    try {
      Thread.sleep(LOOK);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
