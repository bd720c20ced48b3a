package dev.parley.client.view;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parley.agents.Entry;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Calls of tools and their arguments, as people and programs read them. Arguments are a stranger's:
 * what is no plain JSON object, or says a key twice, is shown letter by letter.
 */
public final class ToolText {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          // 240.00 stays 240.00: it is what somebody approves.
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private ToolText() {}

  /** {@code refund(id=17, amount=240.00)}, cleaned, on one line. */
  public static String call(String tool, String arguments) {
    String inside =
        object(arguments)
            .map(
                node ->
                    node.properties().stream()
                        .map(one -> one.getKey() + "=" + one.getValue())
                        .collect(Collectors.joining(", ")))
            .orElse(arguments);
    return Display.line("%s(%s)".formatted(tool, inside));
  }

  /** The JSON as it is, without spaces; empty if it is no JSON object. */
  static Optional<String> json(String arguments) {
    return object(arguments).map(JsonNode::toString);
  }

  /** The JSON on several lines; what is no JSON object as it is. Not cleaned. */
  static String pretty(String arguments) {
    return object(arguments).map(JsonNode::toPrettyString).orElse(arguments);
  }

  /** {@code refund: 240.00 EUR paid back}, or {@code refund failed: no such order}. */
  static String result(Entry.ToolResult result) {
    String head = result.tool() + (result.error() ? " failed" : "");
    return result.text().isBlank() ? head : head + ": " + result.text().strip();
  }

  private static Optional<JsonNode> object(String arguments) {
    try {
      return Optional.of(MAPPER.readTree(arguments)).filter(JsonNode::isObject);
    } catch (JsonProcessingException e) {
      // It is shown as it was written.
      return Optional.empty();
    }
  }
}
