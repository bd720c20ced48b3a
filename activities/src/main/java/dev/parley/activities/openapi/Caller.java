package dev.parley.activities.openapi;

import dev.parley.activities.http.GuardedHttp;
import dev.parley.activities.http.HttpCall;
import dev.parley.activities.http.HttpFailure;
import dev.parley.activities.http.HttpReply;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;

/** Sends a request, again where that may help and can do no harm. */
final class Caller {

  private static final int ATTEMPTS = 3;
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final int MOST_BYTES = 1024 * 1024;
  private static final Set<Integer> TRANSIENT = Set.of(408, 429, 500, 502, 503, 504);

  private final GuardedHttp http;
  private final Clock clock;

  Caller(GuardedHttp http, Clock clock) {
    this.http = http;
    this.clock = clock;
  }

  /**
   * The last reply.
   *
   * @param repeatable whether it may be sent again though it may have been heard
   * @param within for all attempts and the pauses between them
   */
  HttpReply send(HttpCall call, boolean repeatable, Duration within)
      throws HttpFailure, InterruptedException {
    Instant end = clock.instant().plus(within);
    for (int attempt = 1; ; attempt++) {
      Duration left = Duration.between(clock.instant(), end);
      Duration pause = PAUSE.multipliedBy(attempt);
      try {
        HttpReply reply =
            http.send(call, new GuardedHttp.Limits(left, MOST_BYTES, GuardedHttp.MOST_REDIRECTS));
        pause = asked(reply).orElse(pause);
        boolean again = repeatable && TRANSIENT.contains(reply.status());
        if (!again || attempt == ATTEMPTS || !isBefore(pause, end)) {
          return reply;
        }
      } catch (HttpFailure.Broken e) {
        if ((e.sent() && !repeatable) || attempt == ATTEMPTS || !isBefore(pause, end)) {
          throw e;
        }
      }
      Thread.sleep(pause);
    }
  }

  private boolean isBefore(Duration pause, Instant end) {
    return clock.instant().plus(pause).isBefore(end);
  }

  /** What {@code Retry-After} says: seconds, or a date. */
  private Optional<Duration> asked(HttpReply reply) {
    return reply.header("retry-after").map(String::strip).flatMap(this::read);
  }

  private Optional<Duration> read(String written) {
    if (written.matches("[0-9]{1,6}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(written)));
    }
    try {
      ZonedDateTime then = ZonedDateTime.parse(written, DateTimeFormatter.RFC_1123_DATE_TIME);
      Duration wait = Duration.between(clock.instant(), then);
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
