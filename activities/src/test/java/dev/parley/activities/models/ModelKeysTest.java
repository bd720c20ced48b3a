package dev.parley.activities.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.agents.ModelSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys go where they belong, and nowhere else. */
final class ModelKeysTest {

  private static final String KEY = "sk-planted-key-1234";

  private static ModelSpec spec(
      String provider,
      @Nullable String baseUrl,
      @Nullable String apiKey,
      Map<String, String> headers) {
    return new ModelSpec(
        provider, "m", null, null, null, baseUrl, headers, apiKey, null, null, List.of());
  }

  private static ModelSpec at(@Nullable String baseUrl) {
    return spec("openai", baseUrl, null, Map.of());
  }

  private static ModelKeys keys(Map<String, String> environment, String... hosts) {
    return new ModelKeys(environment, List.of(hosts), "LISTED"::equals);
  }

  private static Map<String, String> headers(ModelKeys keys, Vendor vendor, ModelSpec spec) {
    return keys.access(vendor, spec) instanceof Access.Open open
        ? open.headers()
        : Map.of("refused", "");
  }

  private static String base(ModelKeys keys, Vendor vendor, ModelSpec spec) {
    return keys.access(vendor, spec) instanceof Access.Open open
        ? open.base().toString()
        : "refused";
  }

  @Test
  void theKeyGoesToOpenAi() {
    assertThat(headers(keys(Map.of("OPENAI_API_KEY", KEY)), Vendor.OPENAI, at(null)))
        .containsExactly(Map.entry("Authorization", "Bearer " + KEY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/v1",
        "https://api.openai.com.evil.example/v1",
        "https://evil.example/api.openai.com/v1",
        "http://127.0.0.1:9000/v1",
        "http://localhost:9000/v1",
        "http://169.254.169.254/v1",
        "https://api.openai.com:8443/v1",
        "https://api.openai.com./v1",
      })
  void anUnlistedBaseUrlGetsNoKey(String baseUrl) {
    assertThat(headers(keys(Map.of("OPENAI_API_KEY", KEY)), Vendor.OPENAI, at(baseUrl)))
        .doesNotContainKey("Authorization");
  }

  @Test
  void aPlainHttpAddressOfOpenAiGetsNoKey() {
    assertThat(
            keys(Map.of("OPENAI_API_KEY", KEY))
                .access(Vendor.OPENAI, at("http://api.openai.com/v1")))
        .isEqualTo(
            new Access.Refused(
                FailureType.FORBIDDEN_HOST,
                "OPENAI_API_KEY is not sent to http://api.openai.com."
                    + " List the host in the worker's configuration"));
  }

  @Test
  void theEnvironmentsBaseUrlGetsTheKeyEvenOnThisMachine() {
    ModelKeys keys =
        keys(Map.of("OPENAI_API_KEY", KEY, "OPENAI_BASE_URL", "http://127.0.0.1:9000/v1/"));

    assertThat(base(keys, Vendor.OPENAI, at(null))).isEqualTo("http://127.0.0.1:9000/v1");
    assertThat(headers(keys, Vendor.OPENAI, at(null))).containsKey("Authorization");
    assertThat(headers(keys, Vendor.OPENAI, at("http://127.0.0.1:9001/v1"))).isEmpty();
  }

  @Test
  void aListedHostGetsTheKeyOverTlsOnly() {
    ModelKeys keys = keys(Map.of("OPENAI_API_KEY", KEY), "LLM.corp.example", "127.0.0.1:9000");

    assertThat(headers(keys, Vendor.OPENAI, at("https://llm.corp.example/v1"))).isNotEmpty();
    assertThat(headers(keys, Vendor.OPENAI, at("http://llm.corp.example/v1"))).isEmpty();
    assertThat(headers(keys, Vendor.OPENAI, at("http://127.0.0.1:9000/v1"))).isEmpty();
  }

  @Test
  void aMissingKeySaysWhatToDo() {
    try (var models = Models.standard(keys(Map.of("OPENAI_API_KEY", " ")), Prices.builtIn())) {
      assertThat(models.problem("writer", ModelSpec.parse("openai:gpt-4o")))
          .contains(
              "models.writer: no key for openai. Set OPENAI_API_KEY,"
                  + " or --model ollama:llama3.1, or ./parley demo");
      assertThat(models.problem("writer", ModelSpec.parse("ollama:llama3.1"))).isEmpty();
      assertThat(models.problem("writer", ModelSpec.parse("scripted:x"))).isEmpty();
      assertThat(models.problem("writer", at("http://127.0.0.1:1/v1"))).isEmpty();
    }
  }

  @Test
  void aCallWithoutItsKeyReachesNobody() {
    try (var models = Models.standard(keys(Map.of()), Prices.builtIn())) {
      var call =
          ModelCall.of(
              ModelSpec.parse("openai:gpt-4o"),
              null,
              List.of(Turn.user("user", "Hi")),
              "coder",
              Duration.ofSeconds(5));

      ModelFailure failure = catchThrowableOfType(ModelFailure.class, () -> models.call(call));

      assertThat(failure.type()).isEqualTo(FailureType.MISSING_KEY);
      assertThat(failure.retryable()).isFalse();
      assertThat(failure).hasMessageStartingWith("openai:gpt-4o: no key for openai. Set ");
    }
  }

  @Test
  void aNamedKeyIsResolvedOnlyIfTheWorkerListsItAndTheHost() {
    var environment = Map.of("LISTED", KEY, "HIDDEN", "hidden", "OPENAI_API_KEY", "other");
    ModelKeys keys = keys(environment, "llm.corp.example");
    String corp = "https://llm.corp.example/v1";

    assertThat(headers(keys, Vendor.OPENAI, spec("openai", corp, "${env:LISTED}", Map.of())))
        .containsExactly(Map.entry("Authorization", "Bearer " + KEY));
    assertThat(keys.access(Vendor.OPENAI, spec("openai", corp, "${env:HIDDEN}", Map.of())))
        .isEqualTo(
            new Access.Refused(
                FailureType.MISSING_KEY,
                "HIDDEN may not be named by team files. List it in the worker's configuration"));
    assertThat(
            keys.access(
                Vendor.OPENAI,
                spec("openai", "https://evil.example/v1", "${env:LISTED}", Map.of())))
        .isEqualTo(
            new Access.Refused(
                FailureType.FORBIDDEN_HOST,
                "LISTED is not sent to https://evil.example. List the host in the worker's"
                    + " configuration"));
  }

  @Test
  void aWrittenKeyIsRefusedAndNotRepeated() {
    assertThat(keys(Map.of()).access(Vendor.OPENAI, spec("openai", null, KEY, Map.of())).toString())
        .contains("apiKey must be ${env:NAME}")
        .doesNotContain(KEY);
  }

  @Test
  void headersAreResolvedUnderTheSameRules() {
    var headers = Map.of("X-Team", "red", "X-Key", "v1 ${env:LISTED}");
    ModelKeys keys = keys(Map.of("LISTED", KEY), "llm.corp.example");

    assertThat(
            headers(keys, Vendor.OPENAI, spec("openai", "https://llm.corp.example", null, headers)))
        .containsEntry("X-Key", "v1 " + KEY)
        .containsEntry("X-Team", "red");
    assertThat(keys.access(Vendor.OPENAI, spec("openai", "https://evil.example", null, headers)))
        .isInstanceOf(Access.Refused.class);
  }

  @ParameterizedTest
  @CsvSource({"Host, x", "Content-Length, 1", "X, 'a\nb'"})
  void headersThatCannotBeSentAreRefused(String name, String value) {
    assertThat(
            keys(Map.of())
                .access(
                    Vendor.OPENAI,
                    spec("openai", "http://127.0.0.1:1/v1", null, Map.of(name, value))))
        .isEqualTo(
            new Access.Refused(
                FailureType.BAD_REQUEST, "the header %s cannot be set".formatted(name)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://example.com",
        "api.openai.com",
        "http://user@api.openai.com/v1",
        "https://api.openai.com@evil.example/v1",
        "http://h/v1?x=1",
        "http://",
        "not an address",
      })
  void whatIsNoAddressIsRefused(String baseUrl) {
    assertThat(keys(Map.of("OPENAI_API_KEY", KEY)).access(Vendor.OPENAI, at(baseUrl)))
        .isInstanceOf(Access.Refused.class);
  }

  @Test
  void azureHasItsOwnHeaderAndPath() {
    ModelKeys keys =
        keys(
            Map.of(
                "AZURE_OPENAI_API_KEY",
                KEY,
                "AZURE_OPENAI_ENDPOINT",
                "https://corp.openai.azure.com/"));
    ModelSpec spec = spec("azure", null, null, Map.of());

    assertThat(base(keys, Vendor.AZURE, spec)).isEqualTo("https://corp.openai.azure.com/openai/v1");
    assertThat(headers(keys, Vendor.AZURE, spec)).containsExactly(Map.entry("api-key", KEY));
  }

  @Test
  void azureWithoutEndpointSaysSo() {
    assertThat(keys(Map.of()).access(Vendor.AZURE, spec("azure", null, null, Map.of())))
        .isEqualTo(
            new Access.Refused(
                FailureType.MISSING_KEY, "no endpoint for azure. Set AZURE_OPENAI_ENDPOINT"));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:11434, http://127.0.0.1:11434/v1",
    "0.0.0.0, http://127.0.0.1:11434/v1",
    ":9999, http://127.0.0.1:9999/v1",
    "http://gpu.example:11434/, http://gpu.example:11434/v1",
    "https://gpu.example/v1, https://gpu.example/v1",
    "gpu.example, http://gpu.example:11434/v1",
    "[::1], http://[::1]:11434/v1",
  })
  void ollamaHostIsReadAsOllamaReadsIt(String written, String base) {
    ModelKeys keys = keys(Map.of("OLLAMA_HOST", written, "OPENAI_API_KEY", KEY));
    ModelSpec spec = spec("ollama", null, null, Map.of());

    assertThat(base(keys, Vendor.OLLAMA, spec)).isEqualTo(base);
    assertThat(headers(keys, Vendor.OLLAMA, spec)).isEmpty();
  }

  @Test
  void noSecretIsInAnyToString() {
    ModelKeys keys = keys(Map.of("OPENAI_API_KEY", KEY));

    assertThat(keys.toString()).doesNotContain(KEY).contains("OPENAI");
    assertThat(keys.access(Vendor.OPENAI, at(null)).toString()).doesNotContain(KEY);
  }

  @Test
  void whatASpecMaySendIsFoundOutOnceAndForEachSpecAnew() {
    List<String> asked = new ArrayList<>();
    ModelKeys keys =
        new ModelKeys(Map.of("A", "key-a", "B", "key-b"), List.of("llm.corp.example"), asked::add);
    String corp = "https://llm.corp.example/v1";

    for (String variable : List.of("A", "B", "A", "B")) {
      assertThat(
              headers(
                  keys, Vendor.OPENAI, spec("openai", corp, "${env:" + variable + "}", Map.of())))
          .containsEntry("Authorization", "Bearer key-" + variable.toLowerCase(Locale.ROOT));
    }

    assertThat(asked).containsExactly("A", "B");
  }

  @Test
  void onTheWireAnUnlistedHostSeesNoKeyAndAListedOneDoes() throws Exception {
    try (var stranger = ModelEndpoint.always(EndpointAnswer.text("Hi."));
        var own = ModelEndpoint.always(EndpointAnswer.text("Hi."));
        var models =
            Models.standard(
                keys(Map.of("OPENAI_API_KEY", KEY, "OPENAI_BASE_URL", own.baseUrl())),
                Prices.builtIn())) {
      for (String url : List.of(stranger.baseUrl(), own.baseUrl())) {
        var call =
            ModelCall.of(
                at(url), null, List.of(Turn.user("user", "Hi")), "coder", Duration.ofSeconds(10));
        assertThat(models.call(call).text()).isEqualTo("Hi.");
      }

      assertThat(stranger.requests().getFirst().headers()).doesNotContainKey("authorization");
      assertThat(stranger.requests().getFirst().toString()).doesNotContain(KEY);
      assertThat(own.requests().getFirst().header("Authorization")).contains("Bearer " + KEY);
    }
  }

  @Test
  void aKeyThatTheEndpointQuotesIsNotInTheDetails() {
    try (var own = ModelEndpoint.always(EndpointAnswer.error(401, "invalid", "bad key " + KEY));
        var models =
            Models.standard(
                keys(Map.of("OPENAI_API_KEY", KEY, "OPENAI_BASE_URL", own.baseUrl())),
                Prices.builtIn())) {
      var call =
          ModelCall.of(
              at(null), null, List.of(Turn.user("user", "Hi")), "coder", Duration.ofSeconds(10));

      ModelFailure failure = catchThrowableOfType(ModelFailure.class, () -> models.call(call));

      assertThat(failure.details())
          .hasValueSatisfying(
              details -> assertThat(details).contains("bad key [secret]").doesNotContain(KEY));
    }
  }
}
