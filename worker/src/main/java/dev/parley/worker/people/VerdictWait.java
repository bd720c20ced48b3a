package dev.parley.worker.people;

import dev.parley.agents.Entry;
import dev.parley.agents.Event;
import dev.parley.agents.Intent;
import dev.parley.agents.Move;
import dev.parley.client.Verdict;
import dev.parley.transcript.Transcript;
import java.time.Duration;
import java.util.Optional;

/** Waits for what a conversation says to a decision. */
final class VerdictWait {

  private static final Duration LOOK = Duration.ofMillis(100);

  private final Transcript transcript;
  private final Duration patience;

  VerdictWait(Transcript transcript, Duration patience) {
    this.transcript = transcript;
    this.patience = patience;
  }

  /** The verdict; recorded, if none comes in time. */
  Verdict await(String conversation, String mail, int fromSeq) {
    long end = System.nanoTime() + patience.toNanos();
    Intent intent = Intent.signal(mail);
    while (true) {
      Optional<Verdict> found =
          transcript.entries().read(conversation, fromSeq, Integer.MAX_VALUE).stream()
              .filter(one -> one.head().intent().equals(intent))
              .findFirst()
              .map(VerdictWait::verdict);
      if (found.isPresent()) {
        return found.get();
      }
      if (System.nanoTime() - end >= 0 || !paused()) {
        return new Verdict.Recorded("no worker has taken it yet");
      }
    }
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

  private static Verdict verdict(Entry entry) {
    return entry.head().event() == Event.REFUSED
        ? new Verdict.Refused(entry.text())
        : new Verdict.Taken(entry);
  }

  /** What a decision that was taken came to, for people. */
  static String told(Entry entry) {
    return switch (entry.head().move()) {
      case Move.Voted vote when vote.settles() ->
          "Taken: %s. It is decided.".formatted(vote.choice().wire());
      case Move.Voted vote ->
          "Taken: %s. Others must agree before it happens.".formatted(vote.choice().wire());
      case Move.Passed passed -> "Taken: it was passed on.";
      case null, default -> "Taken.";
    };
  }
}
