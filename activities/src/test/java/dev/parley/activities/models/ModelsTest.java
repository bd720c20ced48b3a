package dev.parley.activities.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.Money;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class ModelsTest {

  private final Models models =
      Models.standard(new ModelKeys(Map.of(), List.of(), name -> false), Prices.builtIn());

  @AfterEach
  void close() {
    models.close();
  }

  @Test
  void theStandardProvidersAreThere() {
    assertThat(models.names())
        .containsExactly("anthropic", "azure", "gemini", "ollama", "openai", "scripted");
  }

  @Test
  void anUnknownProviderNamesTheKnownOnes() {
    ModelSpec spec = ModelSpec.parse("opnai:gpt-4o");
    var call =
        ModelCall.of(spec, null, List.of(Turn.user("user", "Hi")), "a", Duration.ofSeconds(1));
    String text =
        "no provider is called \"opnai\"; there are"
            + " anthropic, azure, gemini, ollama, openai, scripted";

    ModelFailure failure = catchThrowableOfType(ModelFailure.class, () -> models.call(call));

    assertThat(failure.type()).isEqualTo(FailureType.UNKNOWN_PROVIDER);
    assertThat(failure).hasMessage(text);
    assertThat(models.problem("writer", spec)).contains("models.writer: " + text);
  }

  @Test
  void twoProvidersOfOneNameAreRefused() {
    var twice = List.of(new ScriptedProvider(), new ScriptedProvider());

    assertThatThrownBy(() -> new Models(twice, Prices.builtIn()))
        .hasMessage("two model providers are called \"scripted\"");
  }

  @Test
  void anAnswerOfAListedModelHasItsCost() throws Exception {
    try (var endpoint = ModelEndpoint.always(EndpointAnswer.text("Hi."))) {
      var call =
          ModelCall.of(
              OpenAiProviderTest.at(endpoint.baseUrl()),
              null,
              List.of(Turn.user("user", "Hi")),
              "coder",
              Duration.ofSeconds(10));

      assertThat(models.call(call).cost()).isEqualTo(new Money(95_000));
    }
  }

  @Test
  void aQuestionWithoutAnythingToAskIsRefused() {
    var call =
        ModelCall.of(
            OpenAiProviderTest.at("http://127.0.0.1:1/v1"),
            " ",
            List.of(),
            "coder",
            Duration.ofSeconds(1));

    assertThat(catchThrowableOfType(ModelFailure.class, () -> models.call(call)).type())
        .isEqualTo(FailureType.BAD_REQUEST);
  }

  @Test
  void noWordOfACallReachesALog() {
    var log = new ListAppender<ILoggingEvent>();
    var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Level before = root.getLevel();
    log.start();
    root.addAppender(log);
    root.setLevel(Level.TRACE);
    try {
      for (var answer :
          List.of(
              EndpointAnswer.error(429, "planted", "planted"),
              EndpointAnswer.of(200, "{planted"),
              EndpointAnswer.of(500, "planted"))) {
        callWithPlantedWords(answer);
      }
    } finally {
      root.setLevel(before);
      root.detachAppender(log);
    }

    assertThat(log.list)
        .noneMatch(event -> event.getFormattedMessage().contains("planted"))
        .noneMatch(event -> event.getThrowableProxy() != null);
  }

  private void callWithPlantedWords(EndpointAnswer answer) {
    try (var endpoint = ModelEndpoint.always(answer)) {
      var call =
          ModelCall.of(
              OpenAiProviderTest.at(endpoint.baseUrl()),
              "planted system",
              List.of(Turn.user("user", "planted prompt")),
              "coder",
              Duration.ofSeconds(10));
      assertThat(catchThrowableOfType(ModelFailure.class, () -> models.call(call))).isNotNull();
    }
  }

  @Test
  void whatIsLoggedOfCallsAndRepliesHoldsNoWords() throws Exception {
    try (var endpoint = ModelEndpoint.always(EndpointAnswer.text("planted answer"))) {
      var call =
          ModelCall.of(
              OpenAiProviderTest.at(endpoint.baseUrl()),
              "planted system",
              List.of(Turn.user("user", "planted prompt")),
              "coder",
              Duration.ofSeconds(10));

      assertThat(call + " " + models.call(call)).doesNotContain("planted");
    }
  }
}
