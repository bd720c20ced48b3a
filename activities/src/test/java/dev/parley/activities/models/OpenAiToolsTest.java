package dev.parley.activities.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.agents.ScriptedReply;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tools on the wire, as OpenAI wants them and as other endpoints write them. */
class OpenAiToolsTest {

  private static ModelReply call(EndpointAnswer answer) throws InterruptedException {
    try (ModelEndpoint endpoint = ModelEndpoint.always(answer);
        HttpProvider provider = provider()) {
      return provider.call(
          ModelProviderContract.askWithTools(OpenAiProviderTest.at(endpoint.baseUrl()), true));
    }
  }

  private static JsonNode sent(List<Turn> turns, boolean mayCall) throws InterruptedException {
    try (ModelEndpoint endpoint = ModelEndpoint.always(EndpointAnswer.text("Hi."));
        HttpProvider provider = provider()) {
      ModelCall call =
          ModelCall.of(
                  OpenAiProviderTest.at(endpoint.baseUrl()),
                  null,
                  turns,
                  "coder",
                  ModelProviderContract.LONG)
              .offering(
                  List.of(ModelProviderContract.REFUND, ModelProviderContract.LOOK_UP), mayCall);
      ModelReply unused = provider.call(call);
      return endpoint.requests().getFirst().json();
    }
  }

  private static HttpProvider provider() {
    return new HttpProvider(
        Vendor.OPENAI, new ModelKeys(Map.of(), List.of(), name -> false), Clock.systemUTC());
  }

  private static Turn.Used used(String id, String tool, String arguments, String result) {
    return new Turn.Used(new ModelReply.Call(id, tool, arguments), result);
  }

  private static final List<Turn> HELLO = List.of(Turn.user("user", "Refund 17."));

  @Test
  void toolsAreOfferedWithTheirSchemas() throws Exception {
    JsonNode body = sent(HELLO, true);

    assertThat(body.path("tools").toString())
        .isEqualTo(
            """
            [{"type":"function","function":{"name":"refund","description":"Refunds an order",\
            "parameters":{"type":"object","properties":{"id":{"type":"integer","minimum":1}},\
            "required":["id"]}}},\
            {"type":"function","function":{"name":"look_up","parameters":{"type":"object",\
            "properties":{},"required":[]}}}]\
            """);
    assertThat(body.has("tool_choice")).isFalse();
  }

  @Test
  void toolsThatMayNotBeCalledAreToldAllTheSame() throws Exception {
    JsonNode body = sent(HELLO, false);

    assertThat(body.path("tools")).hasSize(2);
    assertThat(body.path("tool_choice").asText()).isEqualTo("none");
  }

  @Test
  void earlierCallsAreSentWithTheirResultsInOrder() throws Exception {
    var use =
        new Turn.ToolUse(
            "One moment.",
            List.of(
                used("call_1", "refund", "{\"id\": 17}", "refunded"),
                used("call_2", "look_up", "{}", Turn.Used.CANCELLED)));

    JsonNode body = sent(List.of(HELLO.getFirst(), use, Turn.user("user", "And?")), true);

    assertThat(body.path("messages").toString())
        .isEqualTo(
            """
            [{"role":"user","content":"Refund 17.","name":"user"},\
            {"role":"assistant","content":"One moment.","tool_calls":[\
            {"id":"call_1","type":"function","function":\
            {"name":"refund","arguments":"{\\"id\\":17}"}},\
            {"id":"call_2","type":"function","function":{"name":"look_up","arguments":"{}"}}]},\
            {"role":"tool","tool_call_id":"call_1","content":"refunded"},\
            {"role":"tool","tool_call_id":"call_2",\
            "content":"Error: the call was cancelled; nobody answered it."},\
            {"role":"user","content":"And?","name":"user"}]\
            """);
  }

  @Test
  void whatEndpointsWouldRefuseIsSentInAFormThatTheyTake() throws Exception {
    var use = new Turn.ToolUse("", List.of(used("call_1", "functions.refund", "id 17", "Error")));

    JsonNode call = sent(List.of(use), true).path("messages").path(0).path("tool_calls").path(0);

    assertThat(call.at("/function/name").asText()).isEqualTo("functions_refund");
    assertThat(call.at("/function/arguments").asText()).isEqualTo("{\"unreadable\":\"id 17\"}");
  }

  @Test
  void aCallWithoutTypeAndWithUnquotedArgumentsIsNotLost() throws Exception {
    ModelReply reply =
        call(
            EndpointAnswer.of(
                200,
                """
                {"choices":[{"message":{"role":"assistant","content":"","tool_calls":[
                {"id":"a","function":{"name":"refund","arguments":{"id":17,"amount":240.00}}},
                {"function":{"name":"look_up"}}]},"finish_reason":"stop"}]}\
                """));

    assertThat(reply.finish()).isEqualTo("tool_calls");
    assertThat(reply.calls())
        .extracting(ModelReply.Call::id, ModelReply.Call::tool, ModelReply.Call::arguments)
        .containsExactly(
            tuple("a", "refund", "{\"id\":17,\"amount\":240.00}"), tuple("call_2", "look_up", ""));
  }

  @Test
  void idsThatAreMissingTwiceThereOrNoneAreMadeUniqueTheSameWayEachTime() throws Exception {
    EndpointAnswer answer =
        EndpointAnswer.of(
            200,
            """
            {"choices":[{"message":{"role":"assistant","tool_calls":[
            {"id":"a","type":"function","function":{"name":"refund","arguments":"{}"}},
            {"id":"a","type":"function","function":{"name":"refund","arguments":"{}"}},
            {"id":"","type":"function","function":{"name":"refund","arguments":"{}"}},
            {"id":null,"type":"function","function":{"name":"refund","arguments":"{}"}},
            {"id":"Dear sir, please","type":"function","function":{"name":"refund","arguments":"{}"}}
            ]},"finish_reason":"tool_calls"}]}\
            """);

    ModelReply reply = call(answer);

    assertThat(reply.calls())
        .extracting(ModelReply.Call::id)
        .containsExactly("a", "call_2_2", "call_3", "call_4", "call_5");
    assertThat(call(answer).calls()).isEqualTo(reply.calls());
  }

  @ParameterizedTest
  @ValueSource(strings = {"length", "content_filter"})
  void callsThatWereCutOffAreNoAnswer(String finish) {
    EndpointAnswer cut =
        EndpointAnswer.of(
            200,
            """
            {"choices":[{"message":{"role":"assistant","tool_calls":[{"id":"a","type":"function",
            "function":{"name":"refund","arguments":"{}"}}]},"finish_reason":"%s"}]}\
            """
                .formatted(finish));

    assertThatThrownBy(() -> call(cut)).isInstanceOf(ModelFailure.class);
  }

  @Test
  void moreCallsThanAHistoryTakesAreNoAnswer() {
    var many = Collections.nCopies(65, new ScriptedReply.Call("refund", "{}"));

    assertThatThrownBy(() -> call(EndpointAnswer.calling(null, many, null)))
        .isInstanceOf(ModelFailure.class)
        .hasMessageContaining("65 tool calls, at most 64 are taken");
  }
}
