package dev.parley.activities.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.agents.ModelSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GeminiProviderTest extends HttpProviderContract {

  private static final Turn.ToolUse USE =
      new Turn.ToolUse(
          "",
          List.of(
              new Turn.Used(new ModelReply.Call("call_1", "refund", "{\"id\": 17}"), "refunded"),
              new Turn.Used(new ModelReply.Call("call_2", "look_up", ""), "nothing")));

  GeminiProviderTest() {
    super(new GeminiFormat(), false);
  }

  private JsonNode sent(ModelCall call) throws InterruptedException {
    ModelReply unused = provider().call(call);
    return endpoint().requests().getFirst().json();
  }

  private ModelCall asking(Turn... turns) {
    return asking("a-model", turns);
  }

  private ModelCall asking(String model, Turn... turns) {
    String baseUrl = always(saying(Said.text("Hi."))).baseUrl();
    var spec =
        new ModelSpec(
            "gemini", model, 0.5, 100, null, baseUrl, Map.of(), null, null, null, List.of());
    return ModelCall.of(spec, "Be brief.", List.of(turns), "coder", LONG);
  }

  @Test
  void aCallIsOneRequestInGeminisFormat() throws Exception {
    JsonNode body =
        sent(
            asking(
                Turn.user("user", "Say hi."), Turn.assistant("Why?"), Turn.user("critic", "Do.")));

    EndpointRequest request = endpoint().requests().getFirst();
    assertThat(request.path()).isEqualTo("/v1/models/a-model:generateContent");
    assertThat(request.headers()).doesNotContainKey("x-goog-api-key");
    assertThat(body.at("/systemInstruction/parts/0/text").asText()).isEqualTo("Be brief.");
    assertThat(body.at("/generationConfig/temperature").asDouble()).isEqualTo(0.5);
    assertThat(body.at("/generationConfig/maxOutputTokens").asInt()).isEqualTo(100);
    assertThat(body.path("contents").toString())
        .isEqualTo(
            """
            [{"parts":[{"text":"Say hi."}],"role":"user"},\
            {"parts":[{"text":"Why?"}],"role":"model"},\
            {"parts":[{"text":"critic said:\\nDo."}],"role":"user"}]\
            """);
  }

  @Test
  void toolsAreOfferedWithTheirWholeSchemasAndResultsComeTogether() throws Exception {
    JsonNode body =
        sent(asking(Turn.user("user", "Refund."), USE).offering(List.of(REFUND, LOOK_UP), false));

    assertThat(body.at("/tools/0/functionDeclarations/0").toString())
        .isEqualTo(
            """
            {"name":"refund","description":"Refunds an order","parametersJsonSchema":\
            {"type":"object","properties":{"id":{"type":"integer","minimum":1}},"required":["id"]}}\
            """);
    assertThat(body.at("/toolConfig/functionCallingConfig/mode").asText()).isEqualTo("NONE");
    assertThat(body.at("/contents/1/parts")).hasSize(2);
    assertThat(body.at("/contents/1/parts/0/functionCall/args").toString())
        .isEqualTo("{\"id\":17}");
    assertThat(body.at("/contents/2/parts")).hasSize(2);
    assertThat(body.at("/contents/2/parts/1/functionResponse/name").asText()).isEqualTo("look_up");
    assertThat(body.at("/contents/2/parts/1/functionResponse/response").toString())
        .isEqualTo("{\"response\":\"nothing\"}");
    assertThat(body.toString()).doesNotContain("thoughtSignature");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gemini-3-pro-preview", "gemini-3.1-flash"})
  void modelsThatSignTheirCallsSeeASignature(String model) throws Exception {
    JsonNode parts = sent(asking(model, Turn.user("user", "Refund."), USE)).at("/contents/1/parts");

    assertThat(parts.path(0).path("thoughtSignature").asText()).isEqualTo(GeminiContents.UNSIGNED);
    assertThat(parts.path(1).has("thoughtSignature")).isFalse();
  }

  @Test
  void anOutputHasASchemaOrWordsBesideTools() throws Exception {
    String schema = "{\"type\":\"object\"}";
    ModelCall call = asking(Turn.user("user", "How many?")).wanting(schema);

    JsonNode alone = sent(call).path("generationConfig");
    JsonNode beside =
        sent(asking(Turn.user("user", "?")).wanting(schema).offering(List.of(LOOK_UP), true));

    assertThat(alone.path("responseMimeType").asText()).isEqualTo("application/json");
    assertThat(alone.path("responseJsonSchema").toString()).isEqualTo(schema);
    assertThat(beside.path("generationConfig").has("responseJsonSchema")).isFalse();
    assertThat(beside.at("/systemInstruction/parts/0/text").asText())
        .startsWith("Be brief.\n\nYour final answer must be JSON")
        .endsWith(schema);
  }

  @Test
  void aBlockedPromptIsFiltered() {
    ModelFailure failure =
        failure(
            always(EndpointAnswer.of(200, "{\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}")),
            LONG);

    assertThat(failure.type()).isEqualTo(FailureType.CONTENT_FILTER);
  }

  @Test
  void aMalformedCallIsNoAnswer() {
    assertThat(failure(always(saying(Said.ended("x", Finish.MALFORMED))), LONG))
        .hasMessageContaining("a malformed tool call");
  }

  @Test
  void whenToAskAgainStandsInTheBody() {
    String body =
        """
        {"error":{"code":429,"message":"Quota exceeded","status":"RESOURCE_EXHAUSTED","details":[
        {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34.07s"}]}}\
        """;

    ModelFailure failure = failure(always(EndpointAnswer.of(429, body)), LONG);

    assertThat(failure.type()).isEqualTo(FailureType.RATE_LIMIT);
    assertThat(failure.code()).contains("resource_exhausted");
    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(35));
  }

  @Test
  void aWrongKeyIsAKeysMatterThoughGeminiCallsItABadRequest() {
    String body =
        format().error(400, "INVALID_ARGUMENT", "API key not valid. Pass a valid one.").toString();

    assertThat(failure(always(EndpointAnswer.of(400, body)), LONG).type())
        .isEqualTo(FailureType.AUTHENTICATION);
  }

  @Test
  void theAnswersNameStandsInForTheRequests() throws Exception {
    assertThat(call(ask(always(saying(Said.text("Hi."))), LONG)).requestId()).isEqualTo("r-1");
  }
}
