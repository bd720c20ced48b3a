package dev.parley.activities.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.activities.models.EndpointAnswer.Ending;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.ScriptedReply;
import dev.parley.agents.Usage;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OpenAiProviderTest extends ModelProviderContract {

  private final OpenAiProvider provider = provider(Vendor.OPENAI);
  private final List<ModelEndpoint> endpoints = new ArrayList<>();

  @AfterEach
  void close() {
    provider.close();
    endpoints.forEach(ModelEndpoint::close);
  }

  @Override
  ModelProvider provider() {
    return provider;
  }

  @Override
  ModelSpec behaving(ScriptedReply... replies) {
    return answering(request -> answer(replies[Math.min(request.number(), replies.length) - 1]));
  }

  @Override
  void awaitCall() {
    await().until(() -> endpoints.getLast().count() == 1);
  }

  private static EndpointAnswer answer(ScriptedReply reply) {
    ScriptedReply.Failure fail = reply.fail();
    Duration delay = reply.delay() == null ? Duration.ZERO : reply.delay();
    if (!reply.calls().isEmpty()) {
      return EndpointAnswer.calling(reply.say(), reply.calls(), reply.usage());
    }
    if (fail == null) {
      return EndpointAnswer.completion(reply.say(), "stop", reply.usage()).after(delay);
    }
    Duration wait = fail.retryAfter() == null ? Duration.ZERO : fail.retryAfter();
    return EndpointAnswer.of(fail.status(), "")
        .header("retry-after-ms", String.valueOf(wait.toMillis()));
  }

  private ModelSpec answering(ModelEndpoint.Script script) {
    ModelEndpoint endpoint = ModelEndpoint.start(script);
    endpoints.add(endpoint);
    return at(endpoint.baseUrl());
  }

  private String behavingAt(EndpointAnswer answer) {
    ModelSpec unused = answering(request -> answer);
    return endpoint().baseUrl();
  }

  private static OpenAiProvider provider(Vendor vendor) {
    return new OpenAiProvider(
        vendor, new ModelKeys(Map.of(), List.of(), name -> false), Clock.systemUTC());
  }

  static ModelSpec at(String baseUrl) {
    return new ModelSpec(
        "openai", "gpt-4o", 0.5, 100, null, baseUrl, Map.of(), null, null, null, List.of());
  }

  private ModelEndpoint endpoint() {
    return endpoints.getLast();
  }

  @Test
  void aCallIsOneRequestInOpenAisFormat() throws Exception {
    ModelSpec spec = answering(request -> EndpointAnswer.text("Hi."));
    var turns =
        List.of(
            Turn.user("user", "Say hi."), Turn.assistant("Why?"), Turn.user("critic", "Just do."));

    provider.call(ModelCall.of(spec, "Be brief.", turns, "coder", LONG));

    assertThat(endpoint().count()).isEqualTo(1);
    EndpointRequest request = endpoint().requests().getFirst();
    JsonNode body = request.json();
    assertThat(request.path()).isEqualTo("/v1/chat/completions");
    assertThat(request.header("Upgrade")).isEmpty();
    assertThat(request.model()).isEqualTo("gpt-4o");
    assertThat(body.path("temperature").asDouble()).isEqualTo(0.5);
    assertThat(body.path("max_tokens").asInt()).isEqualTo(100);
    assertThat(body.path("stream").asBoolean()).isFalse();
    assertThat(body.path("messages").toString())
        .isEqualTo(
            """
            [{"role":"system","content":"Be brief."},\
            {"role":"user","content":"Say hi.","name":"user"},\
            {"role":"assistant","content":"Why?"},\
            {"role":"user","content":"Just do.","name":"critic"}]\
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "OPENAI, gpt-4o, max_tokens",
    "OPENAI, gpt-5-mini, max_completion_tokens",
    "OPENAI, o3, max_completion_tokens",
    "OLLAMA, gpt-5-mini, max_tokens",
    "AZURE, mine, max_completion_tokens",
  })
  void theTokenLimitIsCalledAsTheEndpointCallsIt(Vendor vendor, String model, String field)
      throws Exception {
    String baseUrl = behavingAt(EndpointAnswer.text("Hi."));
    var spec =
        new ModelSpec("x", model, null, 7, null, baseUrl, Map.of(), null, null, null, List.of());
    try (var other = provider(vendor)) {
      assertThat(other.call(ask(spec, LONG)).text()).isEqualTo("Hi.");
    }

    JsonNode body = endpoint().requests().getFirst().json();
    assertThat(body.path(field).asInt()).isEqualTo(7);
    assertThat(body.findValuesAsText("max_tokens")).hasSize(field.equals("max_tokens") ? 1 : 0);
  }

  @Test
  void callsThatAskAlikeShareTheirModelObject() {
    ModelKeys keys = new ModelKeys(Map.of(), List.of(), name -> false);
    try (var http = new CallHttp()) {
      var models = new OpenAiModels(Vendor.OPENAI, http);
      var here = (Access.Open) keys.access(Vendor.OPENAI, at("http://127.0.0.1:1/v1"));
      var there = (Access.Open) keys.access(Vendor.OPENAI, at("http://127.0.0.1:2/v1"));
      var first = models.of(at("http://127.0.0.1:1/v1"), here);

      assertThat(models.of(at("http://127.0.0.1:1/v1"), here)).isSameAs(first);
      assertThat(models.of(at("http://127.0.0.1:2/v1"), there)).isNotSameAs(first);
    }
  }

  @Test
  void messagesWithoutWordsAreSentToo() throws Exception {
    ModelSpec spec = answering(request -> EndpointAnswer.text("Hi."));
    var turns = List.of(Turn.user("user", ""), Turn.assistant(""), Turn.user("user", ""));

    provider.call(ModelCall.of(spec, "", turns, "coder", LONG));

    assertThat(endpoint().requests().getFirst().json().path("messages")).hasSize(3);
  }

  @Test
  void aFailedCallIsOneRequestToo() {
    ModelSpec spec = answering(request -> EndpointAnswer.of(503, ""));

    ModelFailure unused = failure(spec, LONG);

    assertThat(endpoint().count()).isEqualTo(1);
  }

  @Test
  void aReplyNamesTheProvidersRequest() throws Exception {
    ModelSpec spec =
        answering(request -> EndpointAnswer.text("Hi.").header("x-request-id", "req_7"));

    assertThat(provider.call(ask(spec, LONG)).requestId()).isEqualTo("req_7");
  }

  @Test
  void reasoningBecomesTheThought() throws Exception {
    ModelSpec spec =
        answering(
            request ->
                EndpointAnswer.of(
                    200,
                    """
                    {"choices":[{"message":{"role":"assistant","content":"4",
                    "reasoning_content":"two and two"},"finish_reason":"stop"}]}\
                    """));

    ModelReply reply = provider.call(ask(spec, LONG));

    assertThat(reply.text()).isEqualTo("4");
    assertThat(reply.thought()).isEqualTo("two and two");
  }

  @Test
  void usageIsEstimatedWhereTheEndpointReportsNone() throws Exception {
    ModelSpec spec = answering(request -> EndpointAnswer.completion("12345678", "stop", null));

    ModelReply reply = provider.call(ask(spec, LONG));

    assertThat(reply.estimated()).isTrue();
    assertThat(reply.usage()).isEqualTo(new Usage(8, 2, 0, 0));
  }

  @Test
  void fiftyRequestsAreOnTheWireAtOnce() throws Exception {
    var all = new CountDownLatch(50);
    ModelSpec spec =
        answering(
            request -> {
              all.countDown();
              return EndpointAnswer.text(all.await(10, TimeUnit.SECONDS) ? "together" : "alone");
            });
    var threads = new ArrayList<Thread>();
    var texts = new ConcurrentLinkedQueue<String>();
    for (int i = 0; i < 50; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      texts.add(provider.call(ask(spec, LONG)).text());
                    } catch (InterruptedException unexpected) {
                      texts.add("interrupted");
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(texts).hasSize(50).containsOnly("together");
    assertThat(endpoint().count()).isEqualTo(50);
  }

  @Test
  void theNextCallWorksAfterAnyFailure() throws Exception {
    ModelSpec spec =
        answering(
            request ->
                switch (request.number()) {
                  case 1 -> EndpointAnswer.reset();
                  case 2 -> EndpointAnswer.stalled();
                  case 3 -> EndpointAnswer.text("x").ending(Ending.CUT);
                  default -> EndpointAnswer.text("Hi.");
                });
    for (int i = 0; i < 3; i++) {
      ModelFailure unused = failure(spec, Duration.ofMillis(300));
    }

    assertThat(provider.call(ask(spec, LONG)).text()).isEqualTo("Hi.");
    assertThat(endpoint().count()).isEqualTo(4);
  }
}
