package dev.parley.activities.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.activities.models.EndpointAnswer.Ending;
import dev.parley.agents.ModelSpec;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way in which an endpoint fails, at the socket. */
final class EndpointFaultsTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String PLANTED = "planted-secret-words";

  private final HttpProvider provider =
      new HttpProvider(
          Vendor.OPENAI,
          new ModelKeys(Map.of(), List.of(), name -> false),
          Clock.fixed(NOW, ZoneOffset.UTC));

  @AfterEach
  void close() {
    provider.close();
  }

  private ModelFailure failure(EndpointAnswer answer) {
    try (ModelEndpoint endpoint = ModelEndpoint.always(answer)) {
      ModelFailure failure = failure(endpoint.baseUrl());
      assertThat(endpoint.count()).isEqualTo(1);
      return failure;
    }
  }

  private ModelFailure failure(String baseUrl) {
    ModelSpec spec = OpenAiProviderTest.at(baseUrl);
    var call =
        ModelCall.of(
            spec, PLANTED, List.of(Turn.user("user", PLANTED)), "coder", Duration.ofMillis(1_500));
    ModelFailure failure =
        Objects.requireNonNull(catchThrowableOfType(ModelFailure.class, () -> provider.call(call)));
    assertThat(failure.getMessage()).startsWith("openai:gpt-4o").doesNotContain(PLANTED);
    assertThat(failure).hasNoCause();
    assertThat(failure.getSuppressed()).isEmpty();
    return failure;
  }

  @Test
  void rateLimitWithRetryAfterInSeconds() {
    ModelFailure failure =
        failure(
            EndpointAnswer.error(429, "rate_limit_exceeded", PLANTED)
                .header("Retry-After", "20")
                .header("x-request-id", "req_1"));

    assertThat(failure.type()).isEqualTo(FailureType.RATE_LIMIT);
    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(20));
    assertThat(failure.code()).contains("rate_limit_exceeded");
    assertThat(failure.requestId()).contains("req_1");
    assertThat(failure)
        .hasMessage("openai:gpt-4o answered 429 (rate_limit_exceeded), request req_1");
    assertThat(failure.details()).hasValueSatisfying(d -> assertThat(d).contains(PLANTED));
  }

  @Test
  void rateLimitWithRetryAfterAsADate() {
    ModelFailure failure =
        failure(EndpointAnswer.of(429, "").header("Retry-After", "Sun, 1 Mar 2026 12:00:30 GMT"));

    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(30));
  }

  @Test
  void aRetryAfterDateIsComparedWithTheEndpointsOwnClock() {
    ModelFailure failure =
        failure(
            EndpointAnswer.of(429, "")
                .header("Date", "Sun, 1 Mar 2026 13:00:00 GMT")
                .header("Retry-After", "Sun, 1 Mar 2026 13:00:05 GMT"));

    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @CsvSource({
    "soon,",
    "-5,",
    "'Sun, 1 Mar 2020 12:00:00 GMT',PT0S",
    "999999999,PT24H",
    "0.5,PT0.5S"
  })
  void strangeRetryAfterIsTamed(String written, Duration expected) {
    ModelFailure failure = failure(EndpointAnswer.of(503, "").header("Retry-After", written));

    assertThat(failure.retryAfter().orElse(null)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 529})
  void serverErrors(int status) {
    ModelFailure failure = failure(EndpointAnswer.of(status, "<html>" + PLANTED + "</html>"));

    assertThat(failure.type()).isEqualTo(FailureType.SERVER_ERROR);
    assertThat(failure.retryable()).isTrue();
    assertThat(failure).hasMessage("openai:gpt-4o answered %d", status);
  }

  @Test
  void aResetConnection() {
    ModelFailure failure = failure(EndpointAnswer.reset());

    assertThat(failure.type()).isEqualTo(FailureType.NETWORK);
    assertThat(failure.retryable()).isTrue();
    assertThat(failure.status()).isEmpty();
  }

  @Test
  void aBodyThatIsCutOff() {
    ModelFailure failure = failure(EndpointAnswer.text(PLANTED).ending(Ending.CUT));

    assertThat(failure.type()).isEqualTo(FailureType.NETWORK);
  }

  @Test
  void nobodyListens() throws IOException {
    int port;
    try (var taken = new ServerSocket(0)) {
      port = taken.getLocalPort();
    }

    ModelFailure failure = failure("http://127.0.0.1:%d/v1".formatted(port));

    assertThat(failure.type()).isEqualTo(FailureType.NETWORK);
    assertThat(failure).hasMessageContaining("127.0.0.1:%d could not be reached".formatted(port));
  }

  @Test
  void anUnknownHost() {
    ModelFailure failure = failure("http://nowhere.invalid/v1");

    assertThat(failure.type()).isEqualTo(FailureType.NETWORK);
    assertThat(failure.retryable()).isTrue();
  }

  @Test
  void aStalledBody() {
    long start = System.nanoTime();

    ModelFailure failure = failure(EndpointAnswer.stalled());

    assertThat(failure.type()).isEqualTo(FailureType.TIMEOUT);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{\"choices\":[{\"message\":{\"content\":\"planted-secret-words",
        "{\"choices\":[]}",
        "{\"choices\":[{}]}",
        "{\"choices\":[{\"finish_reason\":\"stop\"}]}",
        "{\"error\":{\"message\":\"planted-secret-words\"}}",
        "<html>planted-secret-words</html>",
      })
  void unreadableBodies(String body) {
    ModelFailure failure = failure(EndpointAnswer.of(200, body));

    assertThat(failure.type()).isEqualTo(FailureType.BAD_OUTPUT);
    assertThat(failure.retryable()).isTrue();
    assertThat(failure.status()).hasValue(200);
    assertThat(failure.details()).contains(body);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "length, half a text, BAD_OUTPUT, a text cut off at the token limit",
        "null, a text, BAD_OUTPUT, no known finish reason",
        "abort, a text, BAD_OUTPUT, no known finish reason",
        "stop, '', BAD_OUTPUT, an empty text",
        "stop, null, BAD_OUTPUT, an empty text",
        "tool_calls, null, BAD_OUTPUT, an empty text",
        "content_filter, half a text, CONTENT_FILTER, a filtered text",
      })
  void answersOfNoUse(String finish, String text, FailureType type, String with) {
    ModelFailure failure =
        failure(
            EndpointAnswer.completion(text, finish, EndpointAnswer.USAGE)
                .header("x-request-id", "req_2"));

    assertThat(failure.type()).isEqualTo(type);
    assertThat(failure).hasMessage("openai:gpt-4o answered 200 with %s, request req_2", with);
    assertThat(failure.usage()).contains(EndpointAnswer.USAGE);
  }

  @Test
  void aRefusal() {
    ModelFailure failure =
        failure(
            EndpointAnswer.of(
                200,
                """
                {"choices":[{"message":{"role":"assistant","refusal":"planted-secret-words"},
                "finish_reason":"stop"}]}\
                """));

    assertThat(failure.type()).isEqualTo(FailureType.CONTENT_FILTER);
    assertThat(failure.retryable()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "400, content_filter, any, CONTENT_FILTER",
    "400, content_policy_violation, any, CONTENT_FILTER",
    "400, context_length_exceeded, any, CONTEXT_LENGTH",
    "400, '', This model's maximum context length is 8192 tokens, CONTEXT_LENGTH",
    "413, '', prompt is too long, CONTEXT_LENGTH",
    "400, invalid_value, any, BAD_REQUEST",
    "302, '', moved, BAD_REQUEST",
    "401, invalid_api_key, any, AUTHENTICATION",
    "404, model_not_found, any, NOT_FOUND",
  })
  void refusedRequests(int status, String code, String message, FailureType type) {
    ModelFailure failure = failure(EndpointAnswer.error(status, code, PLANTED + message));

    assertThat(failure.type()).isEqualTo(type);
    assertThat(failure.retryable()).isFalse();
    assertThat(failure.status()).hasValue(status);
  }

  @Test
  void whatIsNoIdentifierIsNotShown() {
    ModelFailure failure =
        failure(
            EndpointAnswer.error(400, PLANTED + " with spaces", "any")
                .header("x-request-id", PLANTED + " with spaces"));

    assertThat(failure.code()).contains("any");
    assertThat(failure.requestId()).isEmpty();
  }

  @Test
  void aRedirectIsNotFollowed() {
    try (ModelEndpoint other = ModelEndpoint.always(EndpointAnswer.text("Hi."))) {
      ModelFailure failure =
          failure(
              EndpointAnswer.of(307, "").header("Location", other.baseUrl() + "/chat/completions"));

      assertThat(failure.type()).isEqualTo(FailureType.BAD_REQUEST);
      assertThat(other.count()).isZero();
    }
  }

  @Test
  void anEndlessBodyIsNotKept() {
    ModelFailure failure = failure(EndpointAnswer.of(200, "x".repeat(WholeBody.LONGEST + 1)));

    assertThat(failure.type()).isEqualTo(FailureType.NETWORK);
    assertThat(failure.details()).hasValueSatisfying(d -> assertThat(d).contains("longer than"));
  }
}
