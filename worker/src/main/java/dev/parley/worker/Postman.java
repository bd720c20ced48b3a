package dev.parley.worker;

import dev.parley.transcript.MailStore;
import dev.parley.transcript.MailStore.Late;
import dev.parley.transcript.MailStore.Mail;
import dev.parley.transcript.Transcript;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signals words again that no entry bears: their signal was lost with a crash, or refused for its
 * number. The same words twice change nothing; each time they wait twice as long, because a
 * conversation may have a long effect to end first. Each conversation's words go out on a thread of
 * their own: one that cannot be reached, which takes a minute to see, keeps no other one waiting.
 */
final class Postman {

  /** How long words wait before they are signalled again. */
  static final Duration AGE = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(Postman.class);
  private static final int MOST = 500;
  private static final long LONGEST = Duration.ofMinutes(5).toNanos();

  /** To so many conversations at once: a server that comes back is not overrun. */
  private static final int AT_ONCE = 50;

  private final Transcript transcript;
  private final WorkflowClient client;
  private final Executor threads;
  private final LongSupplier nanoTime;
  private final Map<String, Tour> tours = new HashMap<>();
  private final Set<String> seen = new HashSet<>();
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();
  private MailStore.Turn turn = MailStore.Turn.FIRST;

  Postman(Transcript transcript, WorkflowClient client) {
    this(
        transcript,
        client,
        task -> Thread.ofVirtual().name("postman ", 0).start(task),
        System::nanoTime);
  }

  /** With threads, and a clock like {@link System#nanoTime}. */
  Postman(Transcript transcript, WorkflowClient client, Executor threads, LongSupplier nanoTime) {
    this.transcript = transcript;
    this.client = client;
    this.threads = threads;
    this.nanoTime = nanoTime;
  }

  /** When a mail is due again, in the time of its clock. */
  private record Tour(long due, long pause) {}

  /** The next of the words that have waited for an entry for a while: all have their turn. */
  Late waiting() {
    Late late = transcript.mail().waiting(AGE, turn, MOST);
    turn = late.next();
    return late;
  }

  /** Signals what is due of what {@link #waiting} has found, and waits for none of it. */
  void deliver(Late late) {
    long now = nanoTime.getAsLong();
    Map<String, List<Mail>> due = new LinkedHashMap<>();
    for (Mail mail : late.mails()) {
      seen.add(key(mail));
      if (isDue(mail, now)) {
        due.computeIfAbsent(mail.conversation(), id -> new ArrayList<>()).add(mail);
      }
    }
    due.forEach((conversation, mails) -> send(conversation, List.copyOf(mails), now));
    if (late.isLast()) {
      tours.keySet().retainAll(seen);
      seen.clear();
    }
  }

  private static String key(Mail mail) {
    return mail.conversation() + "/" + mail.id();
  }

  private boolean isDue(Mail mail, long now) {
    Tour tour = tours.get(key(mail));
    return !mail.id().equals(MailStore.TASK) && (tour == null || now - tour.due() >= 0);
  }

  /** What finds no thread now is still due in the next round. */
  private void send(String conversation, List<Mail> mails, long now) {
    if (underWay.size() >= AT_ONCE || !underWay.add(conversation)) {
      return;
    }
    mails.forEach(mail -> tours.compute(key(mail), (key, tour) -> next(tour, now)));
    threads.execute(
        () -> {
          try {
            boolean unused = mails.stream().allMatch(this::isSignalled);
          } finally {
            underWay.remove(conversation);
          }
        });
  }

  private static Tour next(@Nullable Tour tour, long now) {
    long pause = tour == null ? AGE.toNanos() : Math.min(LONGEST, 2 * tour.pause());
    return new Tour(now + pause, pause);
  }

  private static String signal(Mail mail) {
    if (mail.id().startsWith(MailStore.INSIDE)) {
      return "childEnded";
    }
    return mail.decision() == null ? "say" : "decide";
  }

  /** Signals a mail; says whether it makes sense to signal the next one of its conversation. */
  private boolean isSignalled(Mail mail) {
    try {
      client
          .newUntypedWorkflowStub(mail.conversation())
          .signal(signal(mail), Map.of("id", mail.id(), "mail", mail.id(), "by", mail.by()));
      log.info("{}: words that no entry bears were signalled again", mail.conversation());
      return true;
    } catch (WorkflowException e) {
      // Its run may be over, or take no more signals: the next run finds the words in the store.
      // Or it is not to be reached: it may be next time.
      log.debug("{}: not signalled: {}", mail.conversation(), e.getClass().getSimpleName());
      return false;
    }
  }
}
