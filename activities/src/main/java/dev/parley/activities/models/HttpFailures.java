package dev.parley.activities.models;

import dev.parley.activities.models.ModelFailure.Facts;
import dev.parley.agents.ModelSpec;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The one place where what an endpoint did becomes a {@link ModelFailure}. Messages are put
 * together from the model's label, numbers and identifiers only.
 */
final class HttpFailures {

  private static final int LONGEST_DETAILS = 64 * 1024;

  private HttpFailures() {}

  /** An answer whose status is no success. */
  static ModelFailure status(ModelSpec spec, HttpAnswer answer, Instant now) {
    ProviderError error = ProviderError.read(answer.body());
    String said = error.code() == null ? "" : " (%s)".formatted(error.code());
    return new ModelFailure(
        type(answer.status(), error),
        "%s answered %d%s%s".formatted(label(spec), answer.status(), said, request(answer)),
        new Facts(
            answer.status(),
            error.code(),
            answer.requestId().orElse(null),
            answer.retryAfter(now).or(error::retryAfter).orElse(null),
            null,
            null,
            cut(answer.body())));
  }

  private static FailureType type(int status, ProviderError error) {
    return switch (status) {
      case 401, 403 ->
          error.isContentFilter() ? FailureType.CONTENT_FILTER : FailureType.AUTHENTICATION;
      case 404 -> FailureType.NOT_FOUND;
      case 408 -> FailureType.TIMEOUT;
      case 409 -> FailureType.SERVER_ERROR;
      case 429 -> FailureType.RATE_LIMIT;
      default -> {
        if (status >= 500) {
          yield FailureType.SERVER_ERROR;
        }
        if (status < 300) {
          yield FailureType.BAD_OUTPUT;
        }
        if (error.isContentFilter()) {
          yield FailureType.CONTENT_FILTER;
        }
        if (error.isAuthentication()) {
          yield FailureType.AUTHENTICATION;
        }
        yield error.isContextLength() ? FailureType.CONTEXT_LENGTH : FailureType.BAD_REQUEST;
      }
    };
  }

  /** A successful answer that is of no use; {@code with} says in our words what is wrong. */
  static ModelFailure unusable(ModelSpec spec, FailureType type, HttpAnswer answer, String with) {
    return new ModelFailure(
        type,
        "%s answered %d with %s%s".formatted(label(spec), answer.status(), with, request(answer)),
        new Facts(
            answer.status(),
            null,
            answer.requestId().orElse(null),
            null,
            null,
            null,
            cut(answer.body())));
  }

  /** No whole answer in time. */
  static ModelFailure timeout(ModelSpec spec, Duration within) {
    return new ModelFailure(
        FailureType.TIMEOUT,
        "%s gave no whole answer within %s".formatted(label(spec), seconds(within)));
  }

  /** A connection that could not be made, or broke. */
  static ModelFailure network(ModelSpec spec, String host, Throwable cause) {
    boolean late = cause instanceof HttpTimeoutException;
    String what =
        late || cause instanceof ConnectException ? "could not be reached" : "broke the connection";
    return new ModelFailure(
        late ? FailureType.TIMEOUT : FailureType.NETWORK,
        "%s: %s %s (%s)".formatted(label(spec), host, what, cause.getClass().getSimpleName()),
        Facts.NONE.detailed(cut(cause.toString())));
  }

  /** The model's label. */
  static String label(ModelSpec spec) {
    return oneLine(spec.label());
  }

  /** A text of a team file without anything that does not belong into one line of a message. */
  static String oneLine(String written) {
    String line = written.replaceAll("[^\\p{Graph}]", "?");
    return line.length() <= 120 ? line : line.substring(0, 120) + "…";
  }

  private static String request(HttpAnswer answer) {
    return answer.requestId().map(", request %s"::formatted).orElse("");
  }

  private static String seconds(Duration within) {
    return String.format(Locale.ROOT, "%.1f s", within.toMillis() / 1_000.0);
  }

  private static @Nullable String cut(@Nullable String details) {
    return details == null || details.length() <= LONGEST_DETAILS
        ? details
        : details.substring(0, LONGEST_DETAILS);
  }
}
