package dev.parley.activities.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.agents.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Generated content. */
final class GeminiFormat implements WireFormat {

  @Override
  public Vendor vendor() {
    return Vendor.GEMINI;
  }

  @Override
  public boolean asksForStream(EndpointRequest request) {
    return request.path().endsWith(":streamGenerateContent?alt=sse");
  }

  @Override
  public JsonNode body(Said said) {
    List<ObjectNode> parts = new ArrayList<>();
    if (said.thought() != null) {
      parts.add(text(said.thought()).put("thought", true));
    }
    if (said.text() != null) {
      parts.add(text(said.text()));
    }
    parts.addAll(calls(said));
    return chunk(parts, said.finish(), said.usage());
  }

  private static ObjectNode text(String text) {
    return JSON.objectNode().put("text", text);
  }

  private static List<ObjectNode> calls(Said said) {
    return said.calls().stream()
        .map(
            call -> {
              ObjectNode part = JSON.objectNode();
              ObjectNode one = part.putObject("functionCall").put("name", call.tool());
              one.set("args", WireFormat.object(call.arguments()));
              return part;
            })
        .toList();
  }

  private static ObjectNode chunk(
      List<ObjectNode> parts, @Nullable Finish finish, @Nullable Usage usage) {
    ObjectNode whole = JSON.objectNode().put("responseId", "r-1").put("modelVersion", "a-model");
    ObjectNode candidate = whole.putArray("candidates").addObject().put("index", 0);
    ArrayNode all = candidate.putObject("content").put("role", "model").putArray("parts");
    all.addAll(parts);
    String reason = finish == null ? null : reason(finish);
    if (reason != null) {
      candidate.put("finishReason", reason);
    }
    if (usage != null) {
      ObjectNode tokens = whole.putObject("usageMetadata");
      tokens.put("promptTokenCount", usage.input());
      tokens.put("cachedContentTokenCount", usage.cached());
      tokens.put("candidatesTokenCount", usage.output() - usage.reasoning());
      tokens.put("thoughtsTokenCount", usage.reasoning()).put("totalTokenCount", usage.total());
    }
    return whole;
  }

  private static @Nullable String reason(Finish finish) {
    return switch (finish) {
      case STOP, TOOLS -> "STOP";
      case OTHER -> "OTHER";
      case LENGTH -> "MAX_TOKENS";
      case FILTERED, REFUSED -> "SAFETY";
      case MALFORMED -> "MALFORMED_FUNCTION_CALL";
      case UNKNOWN -> null;
    };
  }

  @Override
  public List<String> events(Said said) {
    List<String> events = new ArrayList<>();
    for (String piece : Said.pieces(said.thought())) {
      events.add(WireFormat.data(chunk(List.of(text(piece).put("thought", true)), null, null)));
    }
    for (String piece : Said.pieces(said.text())) {
      Usage early = said.usage() == null ? null : new Usage(said.usage().input(), 0, 0, 0);
      events.add(WireFormat.data(chunk(List.of(text(piece)), null, early)));
    }
    for (ObjectNode call : calls(said)) {
      events.add(WireFormat.data(chunk(List.of(call), null, null)));
    }
    events.add(WireFormat.data(chunk(List.of(text("")), said.finish(), said.usage())));
    return events.stream().map(event -> event.replace("\n", "\r\n")).toList();
  }

  @Override
  public Map.Entry<String, Integer> failing() {
    return Map.entry(WireFormat.data(error(503, "UNAVAILABLE", "planted")), 503);
  }

  @Override
  public JsonNode error(int status, String code, String message) {
    ObjectNode whole = JSON.objectNode();
    whole
        .putObject("error")
        .put("code", status)
        .put("message", message)
        .put("status", code.toUpperCase(Locale.ROOT));
    return whole;
  }
}
