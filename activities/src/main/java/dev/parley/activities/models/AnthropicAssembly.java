package dev.parley.activities.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Events of one message. */
final class AnthropicAssembly implements Assembly {

  private final ObjectNode message = WireJson.object();
  private final SortedMap<Integer, Block> blocks = new TreeMap<>();

  /** One block in the making: as it began, and what came since. */
  private record Block(ObjectNode start, StringBuilder more) {
    /** The block as a message without a stream has it. */
    ObjectNode whole() {
      ObjectNode whole = start.deepCopy();
      switch (start.path("type").asText()) {
        case "text" -> whole.put("text", start.path("text").asText("") + more);
        case "thinking" -> whole.put("thinking", start.path("thinking").asText("") + more);
        case "tool_use" -> {
          if (!more.isEmpty()) {
            String input = more.toString();
            whole.set("input", WireJson.read(input).orElseGet(() -> TextNode.valueOf(input)));
          }
        }
        default -> {
          // Nothing of it is read.
        }
      }
      return whole;
    }
  }

  @Override
  public void take(JsonNode event, Listener listener) {
    switch (event.path("type").asText()) {
      case "message_start" -> {
        if (event.path("message") instanceof ObjectNode start) {
          message.setAll(start);
        }
      }
      case "content_block_start" -> begin(event, listener);
      case "content_block_delta" -> more(event, listener);
      case "message_delta" -> end(event);
      default -> {
        // Pings, and kinds of events that do not exist yet: they are to be passed over.
      }
    }
  }

  private void begin(JsonNode event, Listener listener) {
    if (event.path("content_block") instanceof ObjectNode start) {
      blocks.put(event.path("index").asInt(), new Block(start, new StringBuilder()));
      tell(start.path("text").asText(""), start.path("thinking").asText(""), listener);
    }
  }

  private void more(JsonNode event, Listener listener) {
    JsonNode delta = event.path("delta");
    String text = delta.path("text").asText("");
    String thought = delta.path("thinking").asText("");
    Block block = blocks.get(event.path("index").asInt());
    if (block != null) {
      block.more().append(text).append(thought).append(delta.path("partial_json").asText(""));
      tell(text, thought, listener);
    }
  }

  private static void tell(String text, String thought, Listener listener) {
    if (!text.isEmpty()) {
      listener.text(text);
    }
    if (!thought.isEmpty()) {
      listener.thought(thought);
    }
  }

  /** The counts of tokens are those of the whole message. */
  private void end(JsonNode event) {
    event
        .path("delta")
        .properties()
        .forEach(field -> message.set(field.getKey(), field.getValue()));
    ObjectNode usage = message.withObjectProperty("usage");
    for (var count : event.path("usage").properties()) {
      if (!count.getValue().isNull()) {
        usage.set(count.getKey(), count.getValue());
      }
    }
  }

  @Override
  public Optional<JsonNode> whole() {
    if (!message.hasNonNull("stop_reason")) {
      return Optional.empty();
    }
    ObjectNode whole = message.deepCopy();
    ArrayNode content = whole.putArray("content");
    blocks.values().forEach(block -> content.add(block.whole()));
    return Optional.of(whole);
  }
}
