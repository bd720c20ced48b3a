package dev.parley.activities.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.agents.ModelSpec;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OpenAiProviderTest extends HttpProviderContract {

  OpenAiProviderTest() {
    super(new OpenAiFormat(), false);
  }

  private static HttpProvider provider(Vendor vendor) {
    return new HttpProvider(
        vendor, new ModelKeys(Map.of(), List.of(), name -> false), Clock.systemUTC());
  }

  static ModelSpec at(String baseUrl) {
    return new ModelSpec(
        "openai", "gpt-4o", 0.5, 100, null, baseUrl, Map.of(), null, null, null, List.of());
  }

  @Test
  void aCallIsOneRequestInOpenAisFormat() throws Exception {
    ModelSpec spec = answering(request -> EndpointAnswer.text("Hi."));
    var turns =
        List.of(
            Turn.user("user", "Say hi."), Turn.assistant("Why?"), Turn.user("critic", "Just do."));

    provider().call(ModelCall.of(spec, "Be brief.", turns, "coder", LONG));

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
    String baseUrl = String.valueOf(always(EndpointAnswer.text("Hi.")).baseUrl());
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
    var writers = new Writers(Vendor.OPENAI.wire());
    ModelSpec spec = at("http://127.0.0.1:1/v1");
    var first = writers.of(spec, URI.create("http://127.0.0.1:1/v1"));

    assertThat(writers.of(spec, URI.create("http://127.0.0.1:1/v1"))).isSameAs(first);
    assertThat(writers.of(spec, URI.create("http://127.0.0.1:2/v1"))).isNotSameAs(first);
  }

  @Test
  void messagesWithoutWordsAreSentToo() throws Exception {
    ModelSpec spec = answering(request -> EndpointAnswer.text("Hi."));
    var turns = List.of(Turn.user("user", ""), Turn.assistant(""), Turn.user("user", ""));

    provider().call(ModelCall.of(spec, "", turns, "coder", LONG));

    assertThat(endpoint().requests().getFirst().json().path("messages")).hasSize(3);
  }

  @Test
  void aFailedCallIsOneRequestToo() {
    ModelSpec spec = answering(request -> EndpointAnswer.of(503, ""));

    ModelFailure unused = failure(spec, LONG);

    assertThat(endpoint().count()).isEqualTo(1);
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
                      texts.add(provider().call(ask(spec, LONG)).text());
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
}
