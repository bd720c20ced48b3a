package dev.parley.activities.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.agents.ModelSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AnthropicProviderTest extends HttpProviderContract {

  AnthropicProviderTest() {
    super(new AnthropicFormat(), false);
  }

  private JsonNode sent(ModelCall call) throws InterruptedException {
    ModelReply unused = provider().call(call);
    return endpoint().requests().getFirst().json();
  }

  private ModelCall asking(Turn... turns) {
    ModelSpec spec = always(saying(Said.text("Hi.")));
    return ModelCall.of(spec, "Be brief.", List.of(turns), "coder", LONG);
  }

  @Test
  void aCallIsOneRequestInAnthropicsFormat() throws Exception {
    JsonNode body =
        sent(asking(Turn.user("user", "Say hi."), Turn.assistant("Why?"), Turn.user("critic", "")));

    EndpointRequest request = endpoint().requests().getFirst();
    assertThat(request.path()).isEqualTo("/v1/messages");
    assertThat(request.header("anthropic-version")).contains("2023-06-01");
    assertThat(request.headers()).doesNotContainKey("x-api-key");
    assertThat(body.path("model").asText()).isEqualTo("a-model");
    assertThat(body.path("max_tokens").asInt()).isEqualTo(100);
    assertThat(body.path("temperature").asDouble()).isEqualTo(0.5);
    assertThat(body.path("system").toString())
        .isEqualTo("[{\"type\":\"text\",\"text\":\"Be brief.\"}]");
    assertThat(body.path("messages").toString())
        .isEqualTo(
            """
            [{"role":"user","content":[{"type":"text","text":"Say hi."}]},\
            {"role":"assistant","content":[{"type":"text","text":"Why?"}]},\
            {"role":"user","content":[{"type":"text","text":"critic said:\\n",\
            "cache_control":{"type":"ephemeral"}}]}]\
            """);
  }

  @Test
  void aUserHasTheFirstAndTheLastWord() throws Exception {
    JsonNode messages = sent(asking(Turn.assistant("I began."))).path("messages");

    assertThat(messages.findValuesAsText("text")).containsExactly("Begin.", "I began.", "Go on.");
    assertThat(messages.findValuesAsText("role")).containsExactly("user", "assistant", "user");
  }

  @Test
  void withoutALimitThereIsOneAllTheSame() throws Exception {
    String baseUrl = always(saying(Said.text("Hi."))).baseUrl();
    var spec =
        new ModelSpec(
            "anthropic", "m", null, null, null, baseUrl, Map.of(), null, null, null, List.of());

    JsonNode body = sent(ModelCall.of(spec, null, List.of(Turn.user("user", "Hi")), "a", LONG));

    assertThat(body.path("max_tokens").asInt()).isEqualTo(AnthropicWire.MAX_TOKENS);
    assertThat(body.has("system")).isFalse();
    assertThat(body.has("temperature")).isFalse();
    assertThat(body.toString()).doesNotContain("cache_control");
  }

  @Test
  void toolsAndWhatCameOfThemAreSent() throws Exception {
    var use =
        new Turn.ToolUse(
            "One moment.",
            List.of(
                new Turn.Used(new ModelReply.Call("toolu_1", "refund", "{\"id\": 17}"), "refunded"),
                new Turn.Used(new ModelReply.Call("call_2", "look_up", ""), "nothing")));

    JsonNode body =
        sent(
            asking(Turn.user("user", "Refund 17."), use).offering(List.of(REFUND, LOOK_UP), false));

    assertThat(body.at("/tools/0/input_schema").toString())
        .isEqualTo(
            """
            {"type":"object","properties":{"id":{"type":"integer","minimum":1}},"required":["id"]}\
            """);
    assertThat(body.at("/tool_choice/type").asText()).isEqualTo("none");
    assertThat(body.at("/messages/1/content").toString())
        .isEqualTo(
            """
            [{"type":"text","text":"One moment."},\
            {"type":"tool_use","id":"toolu_1","name":"refund","input":{"id":17}},\
            {"type":"tool_use","id":"call_2","name":"look_up","input":{}}]\
            """);
    assertThat(body.at("/messages/2/role").asText()).isEqualTo("user");
    assertThat(body.at("/messages/2/content").toString())
        .isEqualTo(
            """
            [{"type":"tool_result","tool_use_id":"toolu_1","content":"refunded"},\
            {"type":"tool_result","tool_use_id":"call_2","content":"nothing",\
            "cache_control":{"type":"ephemeral"}}]\
            """);
  }

  @Test
  void anOutputHasAFormatWithoutWhatAnthropicRefuses() throws Exception {
    String schema =
        """
        {"type":"object","properties":{"n":{"type":"integer","minimum":1}},"required":["n"]}\
        """;

    JsonNode body = sent(asking(Turn.user("user", "How many?")).wanting(schema));

    assertThat(body.at("/output_config/format").toString())
        .isEqualTo(
            """
            {"type":"json_schema","schema":{"type":"object",\
            "properties":{"n":{"type":"integer"}},"required":["n"],"additionalProperties":false}}\
            """);
  }
}
