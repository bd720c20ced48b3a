package dev.parley.activities.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an endpoint sent back.
 *
 * @param status HTTP status
 * @param headers by lower-case name
 * @param body the whole body
 */
record HttpAnswer(int status, Map<String, List<String>> headers, String body) {

  HttpAnswer {
    headers = Map.copyOf(headers);
  }

  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9_.:-]{1,128}");
  private static final List<String> REQUEST_ID_HEADERS =
      List.of("x-request-id", "apim-request-id", "request-id", "x-ms-request-id");
  private static final Pattern DECIMAL = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");
  private static final Duration LONGEST = Duration.ofDays(1);

  /** The first value of a header. */
  Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst().map(String::strip);
  }

  /** Whether the body is a stream of events. */
  boolean isEvents() {
    return header("content-type").filter(HttpAnswer::isEvents).isPresent();
  }

  /** Whether a content type is that of a stream of events. */
  static boolean isEvents(String contentType) {
    return contentType.strip().toLowerCase(Locale.ROOT).startsWith("text/event-stream");
  }

  /** The same as it would be if the endpoint had failed before it sent anything. */
  HttpAnswer failed(JsonNode error) {
    return new HttpAnswer(ProviderError.status(error), headers, error.toString());
  }

  /** Whether it is a success. */
  boolean isSuccess() {
    return status >= 200 && status <= 299;
  }

  /** Whether it looks like an identifier, so that it may stand in messages and histories. */
  static boolean isIdentifier(String id) {
    return REQUEST_ID.matcher(id).matches();
  }

  /** The provider's name of the request; only what looks like an identifier. */
  Optional<String> requestId() {
    return REQUEST_ID_HEADERS.stream()
        .flatMap(name -> header(name).stream())
        .filter(HttpAnswer::isIdentifier)
        .findFirst();
  }

  /**
   * When to ask again: {@code retry-after-ms}, or {@code Retry-After} as seconds or as a date,
   * which is compared with the answer's own {@code Date} where there is one. At most a day.
   */
  Optional<Duration> retryAfter(Instant now) {
    return header("retry-after-ms")
        .flatMap(written -> seconds(written, 1_000))
        .or(() -> header("retry-after").flatMap(written -> seconds(written, 1)))
        .or(() -> header("retry-after").flatMap(written -> until(written, now)))
        .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
        .map(wait -> wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
  }

  private static Optional<Duration> seconds(String written, int unitsPerSecond) {
    return DECIMAL.matcher(written).matches()
        ? Optional.of(
            Duration.ofMillis(Math.round(Double.parseDouble(written) * 1_000 / unitsPerSecond)))
        : Optional.empty();
  }

  private Optional<Duration> until(String written, Instant now) {
    Instant from = header("date").flatMap(HttpAnswer::date).orElse(now);
    return date(written).map(then -> Duration.between(from, then));
  }

  private static Optional<Instant> date(String written) {
    try {
      return Optional.of(
          ZonedDateTime.parse(written, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException noDate) {
      return Optional.empty();
    }
  }
}
