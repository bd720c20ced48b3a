package dev.parley.activities.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.agents.ScriptedReply;
import dev.parley.agents.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Chat completions. */
final class OpenAiFormat implements WireFormat {

  @Override
  public Vendor vendor() {
    return Vendor.OPENAI;
  }

  @Override
  public boolean quotesArguments() {
    return true;
  }

  @Override
  public boolean asksForStream(EndpointRequest request) {
    return request.json().path("stream").asBoolean()
        && request.json().at("/stream_options/include_usage").asBoolean();
  }

  @Override
  public JsonNode body(Said said) {
    ObjectNode whole = JSON.objectNode().put("id", "chatcmpl-1").put("object", "chat.completion");
    ObjectNode choice = whole.putArray("choices").addObject().put("index", 0);
    choice.put("finish_reason", reason(said.finish()));
    ObjectNode message = choice.putObject("message").put("role", "assistant");
    message.put("content", said.finish() == Finish.REFUSED ? null : said.text());
    if (said.finish() == Finish.REFUSED) {
      message.put("refusal", said.text());
    }
    if (said.thought() != null) {
      message.put("reasoning_content", said.thought());
    }
    if (!said.calls().isEmpty()) {
      ArrayNode calls = message.putArray("tool_calls");
      said.calls().forEach(call -> whole(calls.addObject(), call, calls.size()));
    }
    if (said.usage() != null) {
      usage(whole, said.usage());
    }
    return whole;
  }

  private static void whole(ObjectNode one, ScriptedReply.Call call, int place) {
    one.put("id", "call_a" + place).put("type", "function");
    one.putObject("function").put("name", call.tool()).put("arguments", call.arguments());
  }

  private static void usage(ObjectNode whole, Usage usage) {
    ObjectNode tokens = whole.putObject("usage");
    tokens.put("prompt_tokens", usage.input()).put("completion_tokens", usage.output());
    tokens.putObject("prompt_tokens_details").put("cached_tokens", usage.cached());
    tokens.putObject("completion_tokens_details").put("reasoning_tokens", usage.reasoning());
  }

  private static @Nullable String reason(Finish finish) {
    return switch (finish) {
      case STOP, REFUSED -> "stop";
      case TOOLS -> "tool_calls";
      case LENGTH -> "length";
      case FILTERED -> "content_filter";
      case OTHER, MALFORMED, UNKNOWN -> null;
    };
  }

  @Override
  public List<String> events(Said said) {
    List<String> events = new ArrayList<>();
    events.add(delta(JSON.objectNode().put("role", "assistant").put("content", ""), null));
    for (String piece : Said.pieces(said.thought())) {
      events.add(delta(JSON.objectNode().put("reasoning_content", piece), null));
    }
    String field = said.finish() == Finish.REFUSED ? "refusal" : "content";
    for (String piece : Said.pieces(said.text())) {
      events.add(delta(JSON.objectNode().put(field, piece), null));
    }
    for (int place = 0; place < said.calls().size(); place++) {
      call(events, said.calls().get(place), place);
    }
    events.add(delta(JSON.objectNode(), reason(said.finish())));
    if (said.usage() != null) {
      ObjectNode last = chunk();
      last.putArray("choices");
      usage(last, said.usage());
      events.add(WireFormat.data(last));
    }
    events.add("data: [DONE]\n\n");
    return events;
  }

  /** Without a type, as many endpoints send it; the arguments come in two halves. */
  private static void call(List<String> events, ScriptedReply.Call call, int place) {
    int half = call.arguments().length() / 2;
    for (int part = 0; part < 2; part++) {
      ObjectNode delta = JSON.objectNode();
      ObjectNode one = delta.putArray("tool_calls").addObject().put("index", place);
      ObjectNode function = one.putObject("function");
      if (part == 0) {
        one.put("id", "call_a" + (place + 1));
        function.put("name", call.tool());
      }
      String arguments = call.arguments();
      function.put(
          "arguments", part == 0 ? arguments.substring(0, half) : arguments.substring(half));
      events.add(delta(delta, null));
    }
  }

  private static ObjectNode chunk() {
    return JSON.objectNode().put("id", "chatcmpl-1").put("object", "chat.completion.chunk");
  }

  private static String delta(ObjectNode delta, @Nullable String reason) {
    ObjectNode chunk = chunk();
    ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
    choice.put("finish_reason", reason).set("delta", delta);
    return WireFormat.data(chunk);
  }

  @Override
  public Map.Entry<String, Integer> failing() {
    return Map.entry(WireFormat.data(error(500, "server_error", "planted")), 500);
  }

  @Override
  public JsonNode error(int status, String code, String message) {
    ObjectNode whole = JSON.objectNode();
    whole.putObject("error").put("message", message).put("type", code).putNull("code");
    return whole;
  }
}
