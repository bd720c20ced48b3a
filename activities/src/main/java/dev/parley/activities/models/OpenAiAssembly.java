package dev.parley.activities.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Chunks of a chat completion. */
final class OpenAiAssembly implements Assembly {

  private final StringBuilder content = new StringBuilder();
  private final StringBuilder thought = new StringBuilder();
  private final StringBuilder refusal = new StringBuilder();
  private final List<Call> calls = new ArrayList<>();
  private @Nullable JsonNode finish;
  private @Nullable JsonNode usage;

  /** One call in the making. */
  private static final class Call {
    private final int index;
    private String id = "";
    private String name = "";
    private final StringBuilder arguments = new StringBuilder();

    Call(int index) {
      this.index = index;
    }
  }

  @Override
  public void take(JsonNode event, Listener listener) {
    if (event.path("usage").isObject()) {
      usage = event.path("usage");
    }
    for (JsonNode choice : event.path("choices")) {
      if (choice.path("index").asInt(0) == 0) {
        take(choice.path("delta"), choice.path("finish_reason"), listener);
      }
    }
  }

  private void take(JsonNode delta, JsonNode reason, Listener listener) {
    String more = delta.path("content").isTextual() ? delta.path("content").textValue() : "";
    String thinks = OpenAiWire.thought(delta);
    if (!thinks.isEmpty()) {
      thought.append(thinks);
      listener.thought(thinks);
    }
    if (!more.isEmpty()) {
      content.append(more);
      listener.text(more);
    }
    if (delta.path("refusal").isTextual()) {
      refusal.append(delta.path("refusal").textValue());
    }
    delta.path("tool_calls").forEach(this::take);
    if (!reason.isMissingNode() && !reason.isNull()) {
      finish = reason;
    }
  }

  private void take(JsonNode part) {
    Call call = call(part);
    JsonNode function = part.path("function");
    call.id = part.path("id").isTextual() ? part.path("id").textValue() : call.id;
    if (function.path("name").isTextual() && call.name.isEmpty()) {
      call.name = function.path("name").textValue();
    }
    call.arguments.append(WireJson.text(function.path("arguments")));
  }

  /** Parts of one call share an index; endpoints that send whole calls may leave it out. */
  private Call call(JsonNode part) {
    JsonNode index = part.path("index");
    int wanted = index.isInt() ? index.intValue() : calls.size();
    for (Call call : calls) {
      if (call.index == wanted) {
        return call;
      }
    }
    Call call = new Call(wanted);
    calls.add(call);
    return call;
  }

  @Override
  public Optional<JsonNode> whole() {
    if (finish == null) {
      return Optional.empty();
    }
    ObjectNode whole = WireJson.object();
    ObjectNode choice = whole.putArray("choices").addObject();
    choice.set("finish_reason", finish);
    ObjectNode message = choice.putObject("message");
    message.put("content", content.toString()).put("reasoning_content", thought.toString());
    message.put("refusal", refusal.toString());
    ArrayNode all = message.putArray("tool_calls");
    for (Call call : calls) {
      all.addObject()
          .put("id", call.id)
          .putObject("function")
          .put("name", call.name)
          .put("arguments", call.arguments.toString());
    }
    if (usage != null) {
      whole.set("usage", usage);
    }
    return Optional.of(whole);
  }
}
