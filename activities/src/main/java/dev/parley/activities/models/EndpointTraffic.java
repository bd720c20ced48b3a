package dev.parley.activities.models;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls of one endpoint. */
final class EndpointTraffic {

  private static final Logger LOG = LoggerFactory.getLogger(EndpointTraffic.class);

  /** Of so many calls, the last ones. */
  private static final int WINDOW = 20;

  /** Fewer say nothing about an endpoint. */
  private static final int LEAST = 10;

  /** Calls that try out whether it answers again. */
  private static final int TRIALS = 2;

  /** Failures of the endpoint, not of one request. */
  private static final Set<FailureType> OUTAGES =
      Set.of(FailureType.SERVER_ERROR, FailureType.NETWORK, FailureType.TIMEOUT);

  /** Seconds of a minute, over which calls are spread: they do not all come at its start. */
  private static final int PARTS = 60;

  /** How long a call waits at most for its turn in the minute. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final String name;
  private final Optional<Semaphore> places;
  private final Optional<RateLimiter> rate;
  private final Optional<CircuitBreaker> breaker;
  private final Duration rest;
  private final AtomicLong resting = new AtomicLong();

  EndpointTraffic(String name, ProviderLimits limits) {
    this.name = name;
    this.rest = limits.rest() == null ? ProviderLimits.REST : limits.rest();
    this.places = Optional.ofNullable(limits.concurrent()).map(many -> new Semaphore(many, true));
    this.rate = Optional.ofNullable(limits.perMinute()).map(many -> rate(name, many));
    this.breaker = Optional.ofNullable(limits.rest()).map(this::breaker);
  }

  private static RateLimiter rate(String name, int perMinute) {
    int many = Math.max(1, perMinute / PARTS);
    return RateLimiter.of(
        name,
        RateLimiterConfig.custom()
            .limitForPeriod(many)
            .limitRefreshPeriod(Duration.ofMinutes(1).multipliedBy(many).dividedBy(perMinute))
            .timeoutDuration(PATIENCE)
            .build());
  }

  private CircuitBreaker breaker(Duration wait) {
    CircuitBreaker made =
        CircuitBreaker.of(
            name,
            CircuitBreakerConfig.custom()
                .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(WINDOW)
                .minimumNumberOfCalls(LEAST)
                .failureRateThreshold(50)
                .permittedNumberOfCallsInHalfOpenState(TRIALS)
                .waitDurationInOpenState(wait)
                .recordResult(Answered.NO::equals)
                .build());
    made.getEventPublisher()
        .onStateTransition(
            event -> {
              CircuitBreaker.State now = event.getStateTransition().getToState();
              if (now == CircuitBreaker.State.OPEN) {
                resting.set(System.nanoTime());
                LOG.warn("{} fails; it is not asked for {} s", name, wait.toSeconds());
              } else if (now == CircuitBreaker.State.CLOSED) {
                LOG.info("{} answers again", name);
              }
            });
    return made;
  }

  /** Whether the endpoint itself answered, whatever it said. */
  private enum Answered {
    YES,
    NO
  }

  /** What is asked. */
  interface Question {
    ModelReply ask() throws InterruptedException;
  }

  /**
   * Asks when it is this call's turn.
   *
   * @throws ModelFailure of the call; or of type {@link FailureType#OUTAGE} where the endpoint is
   *     not asked now, or {@link FailureType#RATE_LIMIT} where its turn does not come in time
   */
  ModelReply pass(ModelCall call, Question question) throws InterruptedException {
    enter(call);
    try {
      requireAnswering(call);
      boolean asked = false;
      try {
        awaitTurn(call);
        asked = true;
      } finally {
        if (!asked) {
          breaker.ifPresent(CircuitBreaker::releasePermission);
        }
      }
      return counted(question);
    } finally {
      places.ifPresent(Semaphore::release);
    }
  }

  private void enter(ModelCall call) throws InterruptedException {
    if (places.isPresent()
        && !places.get().tryAcquire(call.within().toMillis(), TimeUnit.MILLISECONDS)) {
      throw late(call, call.within());
    }
  }

  private void requireAnswering(ModelCall call) {
    if (breaker.isPresent() && !breaker.get().tryAcquirePermission()) {
      Duration left = rest.minusNanos(System.nanoTime() - resting.get());
      throw new ModelFailure(
          FailureType.OUTAGE,
          "%s is not asked now: most of the last calls of its endpoint failed"
              .formatted(HttpFailures.label(call.spec())),
          new ModelFailure.Facts(
              null,
              null,
              null,
              left.isPositive() ? left : Duration.ofSeconds(1),
              null,
              null,
              null));
    }
  }

  private void awaitTurn(ModelCall call) throws InterruptedException {
    long wait = rate.map(RateLimiter::reservePermission).orElse(0L);
    if (wait < 0) {
      throw late(call, PATIENCE);
    }
    if (wait > 0) {
      Thread.sleep(Duration.ofNanos(wait));
    }
  }

  private static ModelFailure late(ModelCall call, Duration within) {
    return new ModelFailure(
        FailureType.RATE_LIMIT,
        "%s was not asked: its turn among the calls of this worker did not come within %d s"
            .formatted(HttpFailures.label(call.spec()), within.toSeconds()));
  }

  private ModelReply counted(Question question) throws InterruptedException {
    long start = System.nanoTime();
    try {
      ModelReply reply = question.ask();
      count(Answered.YES, start);
      return reply;
    } catch (ModelFailure e) {
      count(OUTAGES.contains(e.type()) ? Answered.NO : Answered.YES, start);
      throw e;
    } catch (InterruptedException | RuntimeException e) {
      // It says nothing about the endpoint.
      breaker.ifPresent(CircuitBreaker::releasePermission);
      throw e;
    }
  }

  /** A result, no exception: the library would log one with its frames. */
  private void count(Answered answered, long start) {
    breaker.ifPresent(
        one -> one.onResult(System.nanoTime() - start, TimeUnit.NANOSECONDS, answered));
  }
}
