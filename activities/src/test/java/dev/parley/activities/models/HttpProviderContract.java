package dev.parley.activities.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.activities.models.EndpointAnswer.Ending;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.ScriptedReply;
import dev.parley.agents.Usage;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every provider behind an HTTP API does, streamed or not. */
abstract class HttpProviderContract extends ModelProviderContract {

  private final WireFormat format;
  private final boolean streamed;
  private final HttpProvider provider;
  private final List<ModelEndpoint> endpoints = new ArrayList<>();

  HttpProviderContract(WireFormat format, boolean streamed) {
    this.format = format;
    this.streamed = streamed;
    this.provider =
        new HttpProvider(
            format.vendor(), new ModelKeys(Map.of(), List.of(), name -> false), Clock.systemUTC());
  }

  @AfterEach
  void close() {
    provider.close();
    endpoints.forEach(ModelEndpoint::close);
  }

  WireFormat format() {
    return format;
  }

  @Override
  ModelProvider provider() {
    return provider;
  }

  @Override
  Usage reported(Usage usage) {
    return format.reported(usage);
  }

  @Override
  boolean quotesArguments() {
    return format.quotesArguments();
  }

  @Override
  ModelSpec behaving(ScriptedReply... replies) {
    return answering(request -> answer(replies[Math.min(request.number(), replies.length) - 1]));
  }

  private EndpointAnswer answer(ScriptedReply reply) {
    ScriptedReply.Failure fail = reply.fail();
    Duration delay = reply.delay() == null ? Duration.ZERO : reply.delay();
    if (fail == null) {
      return saying(Said.of(reply)).after(delay);
    }
    Duration wait = fail.retryAfter() == null ? Duration.ZERO : fail.retryAfter();
    return EndpointAnswer.of(fail.status(), "")
        .header("retry-after-ms", String.valueOf(wait.toMillis()));
  }

  EndpointAnswer saying(Said said) {
    return format.answer(said, streamed);
  }

  ModelSpec answering(ModelEndpoint.Script script) {
    ModelEndpoint endpoint = ModelEndpoint.start(script);
    endpoints.add(endpoint);
    return format.at(endpoint.baseUrl());
  }

  ModelSpec always(EndpointAnswer answer) {
    return answering(request -> answer);
  }

  ModelEndpoint endpoint() {
    return endpoints.getLast();
  }

  @Override
  void awaitCall() {
    await().until(() -> endpoint().count() == 1);
  }

  @Test
  void whatWasSentCanBeWrittenAgain() throws Exception {
    ModelSpec spec = always(saying(Said.text("Hi.")));
    ModelCall asked = ask(spec, LONG);

    Sent sent = Objects.requireNonNull(call(asked).sent());

    WrittenRequest again = provider.written(asked, sent).orElseThrow();
    EndpointRequest got = endpoint().requests().getFirst();
    assertThat(again.body()).isEqualTo(got.body());
    assertThat(again.url()).endsWith(got.path());
    assertThat(again.digest()).isEqualTo(sent.digest());
  }

  @Test
  void aStreamIsAskedForOnlyIfSomebodyListens() throws Exception {
    ModelSpec spec = always(saying(Said.text("Hi.")));

    assertThat(call(ask(spec, LONG)).text()).isEqualTo("Hi.");

    assertThat(format.asksForStream(endpoint().requests().getFirst())).isEqualTo(streamed);
    assertThat(endpoint().count()).isEqualTo(1);
  }

  @Test
  void reasoningBecomesTheThought() throws Exception {
    var thinking =
        new Said("two and two", "It is 4.", List.of(), Finish.STOP, EndpointAnswer.USAGE);

    ModelReply reply = call(ask(always(saying(thinking)), LONG));

    assertThat(reply.text()).isEqualTo("It is 4.");
    assertThat(reply.thought()).isEqualTo("two and two");
  }

  @Test
  void usageIsEstimatedWhereTheEndpointReportsNone() throws Exception {
    var silent = new Said(null, "12345678", List.of(), Finish.STOP, null);

    ModelReply reply = call(ask(always(saying(silent)), LONG));

    assertThat(reply.estimated()).isTrue();
    assertThat(reply.usage().output()).isEqualTo(2);
  }

  @Test
  void aReplyNamesTheProvidersRequest() throws Exception {
    ModelSpec spec = always(saying(Said.text("Hi.")).header("request-id", "req_7"));

    assertThat(call(ask(spec, LONG)).requestId()).isEqualTo("req_7");
  }

  @ParameterizedTest
  @CsvSource({
    "LENGTH, BAD_OUTPUT",
    "UNKNOWN, BAD_OUTPUT",
    "FILTERED, CONTENT_FILTER",
    "REFUSED, CONTENT_FILTER",
  })
  void whatDidNotEndWellIsNoAnswerButWasPaid(Finish finish, FailureType type) {
    ModelFailure failure = failure(always(saying(Said.ended("half a text", finish))), LONG);

    // A stream without any reason to end did not end.
    boolean cut = streamed && finish == Finish.UNKNOWN;
    assertThat(failure.type()).isEqualTo(cut ? FailureType.NETWORK : type);
    assertThat(failure).hasNoCause().message().doesNotContain("half a text");
    assertThat(failure.usage().isPresent()).isEqualTo(!cut);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{}", "{\"error\":{\"message\":\"x\"}}", "<html>"})
  void unreadableBodiesAreBadOutput(String body) {
    ModelFailure failure = failure(always(EndpointAnswer.of(200, body)), LONG);

    assertThat(failure.type()).isEqualTo(FailureType.BAD_OUTPUT);
    assertThat(failure.details()).contains(body);
  }

  @Test
  void anErrorIsReadAsTheProviderWritesIt() {
    String error = format.error(400, "invalid_request_error", "planted words").toString();

    ModelFailure failure = failure(always(EndpointAnswer.of(400, error)), LONG);

    assertThat(failure.type()).isEqualTo(FailureType.BAD_REQUEST);
    assertThat(failure.code()).contains("invalid_request_error");
    assertThat(failure.details()).contains(error);
    assertThat(failure.getMessage()).doesNotContain("planted");
  }

  @Test
  void aPromptThatIsTooLongIsKnown() {
    String error = format.error(400, "any", "prompt is too long: 208310 tokens").toString();

    assertThat(failure(always(EndpointAnswer.of(400, error)), LONG).type())
        .isEqualTo(FailureType.CONTEXT_LENGTH);
  }

  @Test
  void aResetConnectionIsTheNetworks() {
    ModelFailure failure = failure(always(saying(Said.text("x")).ending(Ending.RESET)), LONG);

    assertThat(failure.type()).isEqualTo(FailureType.NETWORK);
  }

  @Test
  void aBodyThatIsCutOffIsTheNetworks() {
    ModelFailure failure = failure(always(saying(Said.text("a b c")).ending(Ending.CUT)), LONG);

    assertThat(failure.type()).isEqualTo(FailureType.NETWORK);
    assertThat(failure.retryable()).isTrue();
  }

  @Test
  void aDeadlineClosesTheSocketOfAStalledBody() {
    ModelSpec spec = always(saying(Said.text("a b c")).ending(Ending.STALL));

    assertThat(failure(spec, Duration.ofMillis(400)).type()).isEqualTo(FailureType.TIMEOUT);

    await().atMost(2, TimeUnit.SECONDS).until(() -> endpoint().disconnects() == 1);
  }

  @Test
  void anInterruptClosesTheSocketOfAStalledBody() throws Exception {
    ModelSpec spec = always(saying(Said.text("a b c")).ending(Ending.STALL));
    var interrupted = new CountDownLatch(1);
    Thread caller =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    ModelReply unexpected = call(ask(spec, LONG));
                    throw new AssertionError("answered: " + unexpected);
                  } catch (InterruptedException expected) {
                    interrupted.countDown();
                  }
                });
    awaitCall();

    caller.interrupt();

    assertThat(interrupted.await(2, TimeUnit.SECONDS)).isTrue();
    await().atMost(2, TimeUnit.SECONDS).until(() -> endpoint().disconnects() == 1);
  }

  @Test
  void theNextCallWorksAfterAnyFailure() throws Exception {
    ModelSpec spec =
        answering(
            request ->
                switch (request.number()) {
                  case 1 -> saying(Said.text("a b c")).ending(Ending.RESET);
                  case 2 -> saying(Said.text("a b c")).ending(Ending.STALL);
                  case 3 -> saying(Said.text("a b c")).ending(Ending.CUT);
                  default -> saying(Said.text("Hi."));
                });
    for (int i = 0; i < 3; i++) {
      ModelFailure unused = failure(spec, Duration.ofMillis(300));
    }

    assertThat(call(ask(spec, LONG)).text()).isEqualTo("Hi.");
    assertThat(endpoint().count()).isEqualTo(4);
  }
}
