package dev.parley.worker.people;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.activities.people.People;
import dev.parley.activities.people.Person;
import dev.parley.transcript.NoticeStore.Notice;
import dev.parley.transcript.RequestStore.State;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.TranscriptException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people what they are asked. One worker of a store does it at a time. It reads what is due
 * from the store and sends it; no conversation waits for it, and what cannot be sent is tried again
 * for a day.
 */
public final class Notifier implements AutoCloseable {

  /** How often it looks for what is due. */
  static final Duration EVERY = Duration.ofSeconds(2);

  private static final Logger log = LoggerFactory.getLogger(Notifier.class);
  private static final String ROLE = "notifier";
  private static final int AT_ONCE = 20;

  /** A little more than a letter may take, and less than the role's lease lasts. */
  private static final Duration PATIENCE = Duration.ofSeconds(Channel.SECONDS + 3L);

  private static final List<Duration> PAUSES =
      List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(30));
  private static final Duration LAST_PAUSE = Duration.ofHours(1);
  private static final Duration GIVEN_UP = Duration.ofDays(1);

  private final Transcript transcript;
  private final String owner;
  private final Supplier<People> people;
  private final Letters letters;
  private final Channels channels;
  private final Clock clock;
  private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService rounds =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("notifier").factory());

  /** What has arrived of a notice of which something else has not; for receivers without ids. */
  private final Cache<String, Boolean> arrived =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(GIVEN_UP.multipliedBy(2)).build();

  Notifier(
      Transcript transcript,
      String owner,
      Supplier<People> people,
      Letters letters,
      Channels channels,
      Clock clock) {
    this.transcript = transcript;
    this.owner = owner;
    this.people = people;
    this.letters = letters;
    this.channels = channels;
    this.clock = clock;
  }

  /** Begins its rounds. */
  void start() {
    ScheduledFuture<?> unused =
        rounds.scheduleWithFixedDelay(
            this::round, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Sends what is due, if this worker has the role. */
  void round() {
    try {
      if (transcript.leases().acquire(ROLE, owner)) {
        send(transcript.notices().due(AT_ONCE));
      }
    } catch (TranscriptException e) {
      log.warn("nobody was told what they are asked: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // What leaves this method would end the schedule.
      log.warn("nobody was told what they are asked: {}", e.getClass().getName());
    }
  }

  private void send(List<Notice> due) throws InterruptedException {
    List<Callable<Boolean>> work =
        due.stream().<Callable<Boolean>>map(notice -> () -> settle(notice)).toList();
    // Whoever is late is cancelled: the store has the notice as due, and a later round tries it.
    List<Future<Boolean>> done =
        senders.invokeAll(work, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    for (int i = 0; i < due.size(); i++) {
      if (done.get(i).isCancelled()) {
        again(due.get(i), "it took too long");
      }
    }
  }

  private boolean settle(Notice notice) {
    Optional<Asked> asked = Asked.find(transcript, notice.conversation(), notice.request());
    if (asked.isEmpty() || asked.get().request().state() != State.OPEN) {
      transcript.notices().done(notice.number());
      return true;
    }
    Optional<String> failure = deliver(notice, asked.get());
    failure.ifPresentOrElse(
        why -> again(notice, why), () -> transcript.notices().done(notice.number()));
    return failure.isEmpty();
  }

  /** Sends to everybody by every way, side by side; what failed first, if anything did. */
  private Optional<String> deliver(Notice notice, Asked asked) {
    People known = people.get();
    List<Future<Optional<String>>> all =
        known.persons(notice.who()).stream()
            .map(known::person)
            .flatMap(
                person ->
                    person.channels().stream()
                        .map(way -> senders.submit(() -> deliver(notice, asked, person, way))))
            .toList();
    // All of them are waited for before any is looked at.
    return all.stream().map(Notifier::outcome).toList().stream()
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> outcome(Future<Optional<String>> sending) {
    try {
      return sending.get(Channel.SECONDS + 1L, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      sending.cancel(true);
      return Optional.of("it took too long");
    } catch (ExecutionException e) {
      return Optional.of(String.valueOf(e.getCause()).split(":", 2)[0]);
    } catch (InterruptedException e) {
      sending.cancel(true);
      Thread.currentThread().interrupt();
      return Optional.of("the worker stops");
    }
  }

  private Optional<String> deliver(Notice notice, Asked asked, Person person, String way) {
    String key = "%d/%s/%s".formatted(notice.number(), person.name(), way);
    Optional<Channel> channel = channels.find(way, people.get());
    if (channel.isEmpty()) {
      // Nobody can be told by a way that there is not; trying again changes nothing.
      if (!person.notices().isEmpty()) {
        log.warn("{} cannot be told by {}: this worker has no such way", person.name(), way);
      }
      return Optional.empty();
    }
    if (arrived.getIfPresent(key) != null) {
      return Optional.empty();
    }
    try {
      channel.get().send(letters.write(notice, asked, person.name()), person);
      arrived.put(key, true);
      log.info(
          "{}/{}: {} was told by {}", notice.conversation(), notice.request(), person.name(), way);
      return Optional.empty();
    } catch (NotSent e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private void again(Notice notice, String why) {
    boolean old = notice.at().plus(GIVEN_UP).isBefore(clock.instant());
    log.warn(
        "{}/{}: notice {} was not sent: {}; {}",
        notice.conversation(),
        notice.request(),
        notice.number(),
        why,
        old ? "given up after a day" : "tried again");
    if (old) {
      transcript.notices().done(notice.number());
    } else {
      transcript.notices().retry(notice.number(), pause(notice.attempts()));
    }
  }

  /**
   * How long until the next attempt.
   *
   * @param attempts how many there were before this one
   */
  static Duration pause(int attempts) {
    return attempts < PAUSES.size() ? PAUSES.get(attempts) : LAST_PAUSE;
  }

  @Override
  public void close() {
    rounds.shutdownNow();
    senders.shutdownNow();
    channels.close();
  }
}
