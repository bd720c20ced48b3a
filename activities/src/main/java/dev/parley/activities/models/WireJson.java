package dev.parley.activities.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** JSON of providers, in which an amount stays as it is written: 240.00. */
final class WireJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private WireJson() {}

  /** What is written; absent: it is no JSON, or nothing. */
  static Optional<JsonNode> read(String written) {
    try {
      return Optional.ofNullable(MAPPER.readTree(written)).filter(node -> !node.isMissingNode());
    } catch (JsonProcessingException noJson) {
      return Optional.empty();
    }
  }

  /** The object that is written; absent: it is none. */
  static Optional<ObjectNode> object(String written) {
    return read(written).filter(ObjectNode.class::isInstance).map(ObjectNode.class::cast);
  }

  /** An object without fields. */
  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** Text, or whatever else stands there as JSON; empty where nothing does. */
  static String text(JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return "";
    }
    return node.isTextual() ? node.textValue() : node.toString();
  }

  /** A number that is not negative; 0 where none stands. */
  static long count(JsonNode node) {
    return Math.max(0, node.asLong(0));
  }
}
