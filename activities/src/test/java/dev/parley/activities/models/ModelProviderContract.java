package dev.parley.activities.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.agents.ModelSpec;
import dev.parley.agents.ScriptedReply;
import dev.parley.agents.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every provider does, whatever it calls. Behaviour is written as scripted replies. */
abstract class ModelProviderContract {

  static final Duration LONG = Duration.ofSeconds(20);

  /** The provider under test. */
  abstract ModelProvider provider();

  /** A model of it that behaves so, one reply a call. */
  abstract ModelSpec behaving(ScriptedReply... replies);

  /** Who hears the replies of all these calls. */
  Listener listener() {
    return Listener.NONE;
  }

  /** What the provider reports of a usage. */
  Usage reported(Usage usage) {
    return usage;
  }

  /** Whether arguments travel as text, so that nonsense stays nonsense. */
  boolean quotesArguments() {
    return true;
  }

  final ModelReply call(ModelCall call) throws InterruptedException {
    return provider().call(call, listener());
  }

  /** Arguments as the provider gives them back. */
  private String written(String arguments) {
    return quotesArguments() ? arguments : WireFormat.object(arguments).toString();
  }

  /** Says it to every call, but takes its time. */
  static ScriptedReply slow(String text, Duration delay) {
    return new ScriptedReply(null, null, 0, text, null, null, null, null).delayed(delay);
  }

  static ScriptedReply failing(int status, Duration retryAfter) {
    return new ScriptedReply(
        null, null, 1, null, null, null, null, new ScriptedReply.Failure(status, retryAfter));
  }

  static ModelCall ask(ModelSpec spec, Duration deadline) {
    return ModelCall.of(
        spec, "Be brief.", List.of(Turn.user("user", "Hello, planted prompt")), "coder", deadline);
  }

  ModelFailure failure(ModelSpec spec, Duration deadline) {
    var failure = catchThrowableOfType(ModelFailure.class, () -> call(ask(spec, deadline)));
    return java.util.Objects.requireNonNull(failure, "the call did not fail");
  }

  @Test
  void aReplyHasTextUsageAndFinishReason() throws Exception {
    var said = new ScriptedReply(null, null, 1, "Hi.", null, null, EndpointAnswer.USAGE, null);

    ModelReply reply = call(ask(behaving(said), LONG));

    assertThat(reply.text()).isEqualTo("Hi.");
    assertThat(reply.finish()).isEqualTo("stop");
    assertThat(reply.usage()).isEqualTo(reported(new Usage(12, 7, 4, 2)));
    assertThat(reply.estimated()).isFalse();
    assertThat(reply.cost()).isNull();
  }

  // --- Tools

  static final ModelCall.Offer REFUND =
      new ModelCall.Offer(
          "refund",
          "Refunds an order",
          "{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"integer\",\"minimum\":1}},"
              + "\"required\":[\"id\"],\"additionalProperties\":false}");

  static final ModelCall.Offer LOOK_UP =
      new ModelCall.Offer("look_up", "", "{\"type\":\"object\",\"properties\":{}}");

  static ModelCall askWithTools(ModelSpec spec, boolean mayCall) {
    return ask(spec, LONG).offering(List.of(REFUND, LOOK_UP), mayCall);
  }

  private static ScriptedReply calling(@Nullable String text, ScriptedReply.Call... calls) {
    return new ScriptedReply(
        null, null, 1, text, null, null, EndpointAnswer.USAGE, null, List.of(calls));
  }

  private static final ScriptedReply.Call SEVENTEEN =
      new ScriptedReply.Call("refund", "{\"id\": 17}");

  @Test
  void aReplyMayBeCallsWithoutAnyText() throws Exception {
    var two = calling(null, SEVENTEEN, new ScriptedReply.Call("look_up", ""));

    ModelReply reply = call(askWithTools(behaving(two), true));

    assertThat(reply.text()).isEmpty();
    assertThat(reply.finish()).isEqualTo("tool_calls");
    assertThat(reply.usage()).isEqualTo(reported(EndpointAnswer.USAGE));
    assertThat(reply.calls())
        .extracting(ModelReply.Call::tool, ModelReply.Call::arguments)
        .containsExactly(tuple("refund", written("{\"id\": 17}")), tuple("look_up", written("")));
    assertThat(reply.calls()).extracting(ModelReply.Call::id).doesNotHaveDuplicates();
  }

  @Test
  void callsMayHaveATextBesideThem() throws Exception {
    ModelReply reply = call(askWithTools(behaving(calling("One moment.", SEVENTEEN)), true));

    assertThat(reply.text()).isEqualTo("One moment.");
    assertThat(reply.calls()).hasSize(1);
  }

  @Test
  void argumentsThatAreNoJsonAndToolsThatAreNotThereAreKeptAsTheyAre() throws Exception {
    assumeTrue(quotesArguments(), "the provider parses arguments itself");
    var odd = calling(null, new ScriptedReply.Call("functions.refund", "{\"id\": 17"));

    ModelReply reply = call(askWithTools(behaving(odd), true));

    assertThat(reply.calls())
        .extracting(ModelReply.Call::tool, ModelReply.Call::arguments)
        .containsExactly(tuple("functions.refund", "{\"id\": 17"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void callsWhereNoneAreAllowedAreNoAnswer(boolean told) {
    ModelSpec spec = behaving(calling(null, SEVENTEEN));
    ModelCall call = told ? askWithTools(spec, false) : ask(spec, LONG);

    assertThatThrownBy(() -> call(call))
        .isInstanceOfSatisfying(
            ModelFailure.class, e -> assertThat(e.type()).isEqualTo(FailureType.BAD_OUTPUT))
        .hasMessageContaining("tool calls where none are allowed");
  }

  @Test
  void aReplySaysNothingOfItsCallsWhereItIsLogged() throws Exception {
    ModelReply reply = call(askWithTools(behaving(calling("x", SEVENTEEN)), true));

    assertThat(reply.toString() + reply.calls())
        .doesNotContain("\"id\"", ":17")
        .doesNotContain("refund");
  }

  @Test
  void aReplyKnowsHowLongItTook() throws Exception {
    ModelReply reply = call(ask(behaving(slow("Hi.", Duration.ofMillis(120))), LONG));

    assertThat(reply.millis()).isBetween(120L, 10_000L);
  }

  @ParameterizedTest
  @CsvSource({
    "401, AUTHENTICATION, false",
    "403, AUTHENTICATION, false",
    "404, NOT_FOUND, false",
    "408, TIMEOUT, true",
    "409, SERVER_ERROR, true",
    "422, BAD_REQUEST, false",
    "429, RATE_LIMIT, true",
    "500, SERVER_ERROR, true",
    "503, SERVER_ERROR, true",
  })
  void aStatusBecomesAFailureOfItsType(int status, FailureType type, boolean retryable) {
    ModelSpec spec = behaving(failing(status, Duration.ofMillis(2_500)));

    ModelFailure failure = failure(spec, LONG);

    assertThat(failure.type()).isEqualTo(type);
    assertThat(failure.retryable()).isEqualTo(retryable);
    assertThat(failure.status()).hasValue(status);
    assertThat(failure.retryAfter()).contains(Duration.ofMillis(2_500));
    assertThat(failure).hasMessage("%s answered %d", spec.label(), status).hasNoCause();
  }

  @Test
  void anEmptyAnswerIsAFailure() {
    ModelFailure failure = failure(behaving(ScriptedReply.say(" \n")), LONG);

    assertThat(failure.type()).isEqualTo(FailureType.BAD_OUTPUT);
    assertThat(failure).hasMessageContaining("an empty text").hasNoCause();
  }

  @Test
  void aCallEndsAtItsDeadline() {
    long start = System.nanoTime();

    ModelFailure failure = failure(behaving(slow("late", LONG)), Duration.ofMillis(300));

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    assertThat(failure.type()).isEqualTo(FailureType.TIMEOUT);
    assertThat(failure.retryable()).isTrue();
    assertThat(failure).hasMessageContaining("no whole answer within 0.3 s");
  }

  @Test
  void anInterruptedCallEndsWithinTwoSeconds() throws Exception {
    ModelSpec spec = behaving(slow("late", LONG));
    var thrown = new CompletableFuture<Class<?>>();
    Thread caller =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    call(ask(spec, LONG));
                  } catch (InterruptedException | RuntimeException ended) {
                    thrown.complete(ended.getClass());
                  }
                });
    awaitCall();

    caller.interrupt();

    assertThat(thrown.get(2, TimeUnit.SECONDS)).isEqualTo(InterruptedException.class);
  }

  /** Returns when the call has reached what it calls. */
  abstract void awaitCall();

  @Test
  void fiftyCallsOnVirtualThreadsRunAtOnce() throws Exception {
    ModelSpec spec = behaving(slow("Hi.", Duration.ofMillis(400)));
    long start = System.nanoTime();

    for (Future<ModelReply> reply : atOnce(50, spec)) {
      assertThat(reply.get(10, TimeUnit.SECONDS).text()).isEqualTo("Hi.");
    }

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  private List<Future<ModelReply>> atOnce(int calls, ModelSpec spec)
      throws ExecutionException, TimeoutException, InterruptedException {
    var replies = new ArrayList<Future<ModelReply>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < calls; i++) {
        replies.add(threads.submit(() -> call(ask(spec, LONG))));
      }
    }
    return replies;
  }
}
