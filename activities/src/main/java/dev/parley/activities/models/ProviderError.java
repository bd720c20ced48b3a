package dev.parley.activities.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The error object of an endpoint: {@code {"error": {"code", "type", "status", "message"}}}, of
 * which each provider writes some, or the same without the outer level, as vLLM writes it.
 *
 * @param code what the endpoint calls it; only what looks like an identifier
 * @param message its words; to be classified, never to be shown
 * @param again when it wants to be asked again, where it says so in the body, as Gemini does
 */
record ProviderError(@Nullable String code, String message, @Nullable Duration again) {

  private static final Pattern CODE = Pattern.compile("[a-z0-9_.-]{1,64}");
  private static final Pattern SECONDS = Pattern.compile("(\\d{1,5})(\\.\\d{1,9})?s");

  static ProviderError read(String body) {
    JsonNode whole = WireJson.read(body).orElseGet(MissingNode::getInstance);
    JsonNode error = error(whole);
    return new ProviderError(
        identifier(error).orElse(null),
        error.path("message").asText(body),
        again(error.path("details")).orElse(null));
  }

  private static JsonNode error(JsonNode whole) {
    return whole.path("error").isObject() ? whole.path("error") : whole;
  }

  private static Optional<String> identifier(JsonNode error) {
    return Stream.of("code", "type", "status")
        .map(error::path)
        .filter(JsonNode::isTextual)
        .map(text -> text.textValue().toLowerCase(Locale.ROOT))
        .filter(text -> CODE.matcher(text).matches())
        .findFirst();
  }

  private static Optional<Duration> again(JsonNode details) {
    for (JsonNode detail : details) {
      Matcher seconds = SECONDS.matcher(detail.path("retryDelay").asText(""));
      if (seconds.matches()) {
        return Optional.of(Duration.ofSeconds(Long.parseLong(seconds.group(1)) + 1));
      }
    }
    return Optional.empty();
  }

  /** The HTTP status that an error would have had that comes in the middle of a stream. */
  static int status(JsonNode whole) {
    JsonNode error = error(whole);
    int written = error.path("code").asInt(error.path("status").asInt());
    if (written >= 400 && written <= 599) {
      return written;
    }
    String kind = error.path("type").asText("") + " " + error.path("code").asText("");
    return Stream.of(Kind.values())
        .filter(known -> kind.contains(known.word))
        .findFirst()
        .map(known -> known.status)
        .orElse(500);
  }

  /** What providers call their errors. */
  private enum Kind {
    RATE_LIMIT("rate_limit", 429),
    QUOTA("insufficient_quota", 429),
    OVERLOADED("overloaded", 529),
    AUTHENTICATION("authentication", 401),
    PERMISSION("permission", 403),
    NOT_FOUND("not_found", 404),
    TOO_LARGE("request_too_large", 413),
    TIMEOUT("timeout", 504),
    CONTEXT("context_length", 400),
    FILTER("content_", 400),
    INVALID("invalid", 400);

    private final String word;
    private final int status;

    Kind(String word, int status) {
      this.word = word;
      this.status = status;
    }
  }

  Optional<Duration> retryAfter() {
    return Optional.ofNullable(again);
  }

  /** Gemini answers 400 to a wrong key. */
  boolean isAuthentication() {
    return message.contains("API key not valid") || message.contains("API key expired");
  }

  boolean isContentFilter() {
    return code != null && (code.contains("content_filter") || code.contains("content_policy"))
        || message.contains("content management policy")
        || message.contains("content filtering policy");
  }

  boolean isContextLength() {
    return code != null
            && (code.contains("context_length")
                || code.contains("context_size")
                || code.equals("request_too_large"))
        || Stream.of(
                "context length",
                "context window",
                "context size",
                "context limit",
                "prompt is too long",
                "exceeds the maximum number of tokens")
            .anyMatch(message::contains);
  }
}
