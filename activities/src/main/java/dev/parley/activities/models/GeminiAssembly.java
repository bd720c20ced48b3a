package dev.parley.activities.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Chunks of generated content: each looks like a whole answer and holds some more parts. */
final class GeminiAssembly implements Assembly {

  private final ObjectNode whole = WireJson.object();
  private final ArrayNode parts = whole.arrayNode();

  @Override
  public void take(JsonNode event, Listener listener) {
    for (String field : new String[] {"usageMetadata", "promptFeedback", "responseId"}) {
      if (event.hasNonNull(field)) {
        whole.set(field, event.path(field));
      }
    }
    JsonNode candidate = event.path("candidates").path(0);
    if (candidate.isObject()) {
      ObjectNode kept = candidate();
      if (candidate.hasNonNull("finishReason")) {
        kept.set("finishReason", candidate.path("finishReason"));
      }
      candidate.path("content").path("parts").forEach(part -> add(part, listener));
    }
  }

  private ObjectNode candidate() {
    if (whole.path("candidates").path(0) instanceof ObjectNode kept) {
      return kept;
    }
    ObjectNode kept = whole.putArray("candidates").addObject();
    kept.putObject("content").set("parts", parts);
    return kept;
  }

  private void add(JsonNode part, Listener listener) {
    parts.add(part);
    String text = part.path("text").asText("");
    if (text.isEmpty()) {
      return;
    }
    if (part.path("thought").asBoolean()) {
      listener.thought(text);
    } else {
      listener.text(text);
    }
  }

  @Override
  public Optional<JsonNode> whole() {
    boolean ended =
        whole.path("candidates").path(0).hasNonNull("finishReason")
            || whole.path("promptFeedback").hasNonNull("blockReason");
    return ended ? Optional.of(whole) : Optional.empty();
  }
}
