package dev.parley.activities.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.ModelSpec;
import dev.parley.agents.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Replies that a worker remembers, where it is told to. */
class ResponseCacheTest {

  private final ModelEndpoint endpoint =
      ModelEndpoint.start(request -> EndpointAnswer.text("reply " + request.number()));

  @AfterEach
  void close() {
    endpoint.close();
  }

  private Models models() {
    var keys =
        new ModelKeys(Map.of("OPENAI_API_KEY", "sk-test"), List.of("127.0.0.1"), name -> true);
    return Models.standard(keys, Prices.builtIn());
  }

  private ModelCall call() {
    ModelSpec spec =
        new ModelSpec(
            "openai",
            "gpt-4o",
            null,
            null,
            null,
            endpoint.baseUrl(),
            Map.of(),
            null,
            null,
            null,
            List.of());
    return ModelCall.of(
        spec, "You help.", List.of(Turn.user(null, "Hi")), "anna", Duration.ofSeconds(20));
  }

  private static final ModelCall.Offer TOOL =
      new ModelCall.Offer("refund", "Refunds", "{\"type\":\"object\"}");

  @Test
  void theSameIsAskedOnceAndCostsNothingTheSecondTime() throws Exception {
    try (Models models = models().remembering(Duration.ofMinutes(1))) {
      ModelReply first = models.call(call());
      ModelReply second = models.call(call());

      assertThat(first.usage()).isEqualTo(EndpointAnswer.USAGE);
      assertThat(second.text()).isEqualTo(first.text()).isEqualTo("reply 1");
      assertThat(second.usage()).isEqualTo(new Usage(0, 0, 0, 0));
      assertThat(second.finish()).isEqualTo(first.finish());
      assertThat(endpoint.count()).isEqualTo(1);
    }
  }

  @Test
  void withoutBeingToldNothingIsRemembered() throws Exception {
    try (Models models = models()) {
      assertThat(models.call(call()).text()).isEqualTo("reply 1");
      assertThat(models.call(call()).text()).isEqualTo("reply 2");
    }
  }

  static Stream<java.util.function.UnaryOperator<ModelCall>> others() {
    return Stream.of(
        call -> call.told("You help much."),
        call -> call.shown(List.of(Turn.user("bob", "Hi")), call.tools()),
        call -> call.shown(List.of(Turn.assistant("Hi")), call.tools()),
        call -> call.offering(List.of(TOOL), true),
        call -> call.offering(List.of(TOOL), false),
        call -> call.wanting("{\"type\":\"object\"}"));
  }

  @ParameterizedTest
  @MethodSource("others")
  void whateverDiffersIsAskedAnew(java.util.function.UnaryOperator<ModelCall> other)
      throws Exception {
    try (Models models = models().remembering(Duration.ofMinutes(1))) {
      ModelReply unused = models.call(call());
      assertThat(models.call(other.apply(call())).text()).isEqualTo("reply 2");
      assertThat(models.call(other.apply(call())).text()).isEqualTo("reply 2");
    }
  }

  @Test
  void whetherToolsMayBeCalledIsPartOfWhatIsAsked() throws Exception {
    try (Models models = models().remembering(Duration.ofMinutes(1))) {
      assertThat(models.call(call().offering(List.of(TOOL), true)).text()).isEqualTo("reply 1");
      assertThat(models.call(call().offering(List.of(TOOL), false)).text()).isEqualTo("reply 2");
    }
  }
}
