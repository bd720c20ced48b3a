package dev.parley.worker;

import dev.parley.transcript.ConversationStore.State;
import dev.parley.transcript.Figures;
import dev.parley.transcript.Leases;
import dev.parley.transcript.MailStore.Mail;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * What an operator watches. How the store stands is known to the one worker that looks after it;
 * the others serve {@code NaN} for it, which a maximum over all workers leaves out.
 */
final class Watch {

  /** How old the figures of the store become. */
  static final Duration EVERY = Duration.ofSeconds(15);

  private static final Set<State> OPEN =
      EnumSet.of(State.RUNNING, State.WAITING, State.PAUSED, State.STUCK, State.LOST);

  private volatile Optional<Figures> figures = Optional.empty();
  private volatile Optional<Post> post = Optional.empty();
  private volatile boolean caretaker;
  private volatile long renewed = System.nanoTime();

  /** Words that no entry bears although they were posted a while ago. */
  private record Post(int count, Duration oldest) {}

  /** A watch whose gauges are in the registry, if there is one. */
  static Watch over(Optional<MeterRegistry> meters) {
    Watch watch = new Watch();
    meters.ifPresent(watch::register);
    return watch;
  }

  private void register(MeterRegistry meters) {
    gauge(meters, "parley.lease.age", "seconds", Watch::leaseAge);
    gauge(meters, "parley.caretaker", "", watch -> watch.caretaker ? 1 : 0);
    for (State state : OPEN) {
      Gauge.builder("parley.conversations", this, watch -> watch.open(state))
          .tag("state", state.wire())
          .strongReference(true)
          .register(meters);
    }
    gauge(meters, "parley.silence", "seconds", of(all -> seconds(all.silence())));
    gauge(meters, "parley.calls.today", "", of(Figures::callsToday));
    gauge(
        meters,
        "parley.spend.today",
        "dollars",
        of(all -> all.spentToday().dollars().doubleValue()));
    gauge(meters, "parley.requests", "", of(Figures::requests));
    gauge(meters, "parley.requests.age", "seconds", of(all -> seconds(all.oldestRequest())));
    gauge(meters, "parley.mail.late", "", watch -> watch.late(Post::count));
    gauge(
        meters, "parley.mail.age", "seconds", watch -> watch.late(late -> seconds(late.oldest())));
  }

  private void gauge(
      MeterRegistry meters, String name, String unit, ToDoubleFunction<Watch> value) {
    Gauge.Builder<Watch> builder = Gauge.builder(name, this, value).strongReference(true);
    Gauge unused = (unit.isEmpty() ? builder : builder.baseUnit(unit)).register(meters);
  }

  private static ToDoubleFunction<Watch> of(ToDoubleFunction<Figures> value) {
    return watch -> watch.figures.map(value::applyAsDouble).orElse(Double.NaN);
  }

  private double open(State state) {
    return of(all -> all.open().getOrDefault(state, 0L)).applyAsDouble(this);
  }

  private double late(ToDoubleFunction<Post> value) {
    return post.map(value::applyAsDouble).orElse(Double.NaN);
  }

  private double leaseAge() {
    return seconds(Duration.ofNanos(System.nanoTime() - renewed));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  // --- What is seen

  /** The lease of this process, which lasts {@link Leases#LIFE}, was renewed. */
  void renewed() {
    renewed = System.nanoTime();
  }

  /** Whether this worker looks after the store. */
  void caretaker(boolean holds) {
    caretaker = holds;
    if (!holds) {
      figures = Optional.empty();
      post = Optional.empty();
    }
  }

  /** How the store stands. */
  void store(Figures seen) {
    figures = Optional.of(seen);
  }

  /** The words that wait for an entry, the oldest among them. */
  void mail(List<Mail> waiting) {
    Instant now = Instant.now();
    Instant oldest = waiting.stream().map(Mail::at).reduce(now, Watch::earlier);
    post = Optional.of(new Post(waiting.size(), Duration.between(oldest, now)));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
