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

/** Messages. */
final class AnthropicFormat implements WireFormat {

  @Override
  public Vendor vendor() {
    return Vendor.ANTHROPIC;
  }

  @Override
  public boolean asksForStream(EndpointRequest request) {
    return request.json().path("stream").asBoolean();
  }

  /** Nothing is told of thoughts. */
  @Override
  public Usage reported(Usage usage) {
    return new Usage(usage.input(), usage.output(), usage.cached(), 0);
  }

  @Override
  public JsonNode body(Said said) {
    ObjectNode whole = start(said.usage());
    ArrayNode content = whole.putArray("content");
    if (said.thought() != null) {
      content
          .addObject()
          .put("type", "thinking")
          .put("thinking", said.thought())
          .put("signature", "s");
    }
    if (said.text() != null) {
      content.addObject().put("type", "text").put("text", said.text());
    }
    for (ScriptedReply.Call call : said.calls()) {
      ObjectNode use =
          content.addObject().put("type", "tool_use").put("id", "toolu_" + content.size());
      use.put("name", call.tool()).set("input", WireFormat.object(call.arguments()));
    }
    return whole.put("stop_reason", reason(said.finish())).putNull("stop_sequence");
  }

  private static ObjectNode start(@Nullable Usage usage) {
    ObjectNode whole = JSON.objectNode().put("id", "msg_1").put("type", "message");
    whole.put("role", "assistant").put("model", "a-model");
    if (usage != null) {
      ObjectNode tokens = whole.putObject("usage");
      tokens.put("input_tokens", usage.input() - usage.cached() - 1);
      tokens.put("cache_creation_input_tokens", 1).put("cache_read_input_tokens", usage.cached());
      tokens.put("output_tokens", usage.output());
    }
    return whole;
  }

  private static @Nullable String reason(Finish finish) {
    return switch (finish) {
      case STOP -> "end_turn";
      case TOOLS -> "tool_use";
      case OTHER -> "pause_turn";
      case LENGTH -> "max_tokens";
      case REFUSED, FILTERED -> "refusal";
      case MALFORMED, UNKNOWN -> null;
    };
  }

  @Override
  public List<String> events(Said said) {
    List<String> events = new ArrayList<>();
    ObjectNode message = start(said.usage()).putNull("stop_reason");
    message.putArray("content");
    if (said.usage() != null) {
      message.withObjectProperty("usage").put("output_tokens", 1);
    }
    ObjectNode begin = JSON.objectNode().put("type", "message_start");
    begin.set("message", message);
    events.add(named(begin));
    events.add(named(JSON.objectNode().put("type", "ping")));
    events.add(named(JSON.objectNode().put("type", "something_new")));
    blocks(said, events);
    ObjectNode end = JSON.objectNode().put("type", "message_delta");
    end.putObject("delta").put("stop_reason", reason(said.finish())).putNull("stop_sequence");
    if (said.usage() != null) {
      end.putObject("usage").put("output_tokens", said.usage().output());
    }
    events.add(named(end));
    events.add(named(JSON.objectNode().put("type", "message_stop")));
    return events;
  }

  private static void blocks(Said said, List<String> events) {
    int index = 0;
    if (said.thought() != null) {
      ObjectNode start = JSON.objectNode().put("type", "thinking").put("thinking", "");
      block(events, index++, start, "thinking_delta", "thinking", Said.pieces(said.thought()));
    }
    if (said.text() != null) {
      ObjectNode start = JSON.objectNode().put("type", "text").put("text", "");
      block(events, index++, start, "text_delta", "text", Said.pieces(said.text()));
    }
    for (ScriptedReply.Call call : said.calls()) {
      ObjectNode start = JSON.objectNode().put("type", "tool_use").put("id", "toolu_" + index);
      start.put("name", call.tool()).putObject("input");
      String input = call.arguments();
      List<String> halves =
          input.isEmpty()
              ? List.of("")
              : List.of(
                  "", input.substring(0, input.length() / 2), input.substring(input.length() / 2));
      block(events, index++, start, "input_json_delta", "partial_json", halves);
    }
  }

  private static void block(
      List<String> events,
      int index,
      ObjectNode start,
      String type,
      String field,
      List<String> more) {
    ObjectNode begin = JSON.objectNode().put("type", "content_block_start").put("index", index);
    begin.set("content_block", start);
    events.add(named(begin));
    for (String piece : more) {
      ObjectNode event = JSON.objectNode().put("type", "content_block_delta").put("index", index);
      event.putObject("delta").put("type", type).put(field, piece);
      events.add(named(event));
    }
    events.add(named(JSON.objectNode().put("type", "content_block_stop").put("index", index)));
  }

  private static String named(ObjectNode event) {
    return "event: " + event.path("type").asText() + "\n" + WireFormat.data(event);
  }

  @Override
  public Map.Entry<String, Integer> failing() {
    return Map.entry(
        "event: error\n" + WireFormat.data(error(529, "overloaded_error", "planted")), 529);
  }

  @Override
  public JsonNode error(int status, String code, String message) {
    ObjectNode whole = JSON.objectNode().put("type", "error");
    whole.putObject("error").put("type", code).put("message", message);
    return whole.put("request_id", "req_9");
  }
}
