package dev.parley.worker;

import dev.parley.transcript.MailStore;
import dev.parley.transcript.MailStore.Mail;
import dev.parley.transcript.Transcript;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signals words again that no entry bears: their signal was lost with a crash, or refused for its
 * number. The same words twice change nothing; each time they wait twice as long, because a
 * conversation may have a long effect to end first.
 */
final class Postman {

  /** How long words wait before they are signalled again. */
  static final Duration AGE = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(Postman.class);
  private static final int MOST = 500;
  private static final long LONGEST = Duration.ofMinutes(5).toNanos();

  private final Transcript transcript;
  private final WorkflowClient client;
  private final LongSupplier nanoTime;
  private final Map<String, Tour> tours = new HashMap<>();

  Postman(Transcript transcript, WorkflowClient client) {
    this(transcript, client, System::nanoTime);
  }

  /** With a clock like {@link System#nanoTime}. */
  Postman(Transcript transcript, WorkflowClient client, LongSupplier nanoTime) {
    this.transcript = transcript;
    this.client = client;
    this.nanoTime = nanoTime;
  }

  /** When a mail is due again, in the time of its clock. */
  private record Tour(long due, long pause) {}

  /** The words that have waited for an entry for a while. */
  List<Mail> waiting() {
    return transcript.mail().waiting(AGE, MOST);
  }

  /** Signals what is due of all that {@link #waiting} has found. */
  void deliver(List<Mail> waiting) {
    Set<String> open = new HashSet<>();
    long now = nanoTime.getAsLong();
    for (Mail mail : waiting) {
      String key = mail.conversation() + "/" + mail.id();
      open.add(key);
      Tour tour = tours.get(key);
      if (!mail.id().equals(MailStore.TASK) && (tour == null || now - tour.due() >= 0)) {
        long pause = tour == null ? AGE.toNanos() : Math.min(LONGEST, 2 * tour.pause());
        tours.put(key, new Tour(now + pause, pause));
        signal(mail);
      }
    }
    tours.keySet().retainAll(open);
  }

  private void signal(Mail mail) {
    try {
      client
          .newUntypedWorkflowStub(mail.conversation())
          .signal(
              mail.decision() == null ? "say" : "decide",
              Map.of("id", mail.id(), "mail", mail.id(), "by", mail.by()));
      log.info("{}: words that no entry bears were signalled again", mail.conversation());
    } catch (WorkflowException e) {
      // Its run may be over, or take no more signals: the next run finds the words in the store.
      log.debug("{}: not signalled: {}", mail.conversation(), e.getClass().getSimpleName());
    }
  }
}
