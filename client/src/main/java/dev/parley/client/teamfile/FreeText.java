package dev.parley.client.teamfile;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Parts of a file whose shape it does not prescribe, such as a JSON Schema: as JSON text, which is
 * what blueprints hold, and back.
 */
final class FreeText {

  /** Longer whole numbers are written with an exponent. */
  private static final int DIGITS = 38;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private FreeText() {}

  /** The value as JSON text; empty, with an error in the report, if it holds what JSON cannot. */
  static Optional<String> json(Value.Free value, Report report) {
    try {
      return Optional.of(MAPPER.writeValueAsString(node(value.tree())));
    } catch (NumberFormatException e) {
      report.error(
          value.place(), "holds a number that is too large, too small or too long", "round it");
      return Optional.empty();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts, numbers and lists has no JSON form", e);
    }
  }

  /**
   * JSON text as maps, lists, texts and numbers, to be written as YAML.
   *
   * @throws IllegalArgumentException if it is no JSON
   */
  static @Nullable Object yaml(String where, String json) {
    try {
      return value(MAPPER.readTree(json));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "%s: a team file cannot say this; it is no JSON: %s"
              .formatted(where, e.getOriginalMessage()),
          e);
    }
  }

  /** The same for what should be a JSON object and is written as a text if it is none. */
  static Object object(String json) {
    try {
      JsonNode node = MAPPER.readTree(json);
      Object read = node.isObject() ? value(node) : null;
      // What would be read as another text is kept letter by letter.
      return read != null && MAPPER.writeValueAsString(node).equals(json)
          ? read
          : YamlText.literal(json);
    } catch (JsonProcessingException e) {
      return YamlText.literal(json);
    }
  }

  private static JsonNode node(Tree tree) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return switch (tree) {
      case Tree.Scalar scalar ->
          switch (scalar.type()) {
            case TEXT -> json.textNode(scalar.raw());
            case NUMBER -> number(CoreSchema.number(scalar.raw()));
            case TRUTH -> json.booleanNode(scalar.raw().equals("true"));
            case NOTHING -> json.nullNode();
          };
      case Tree.Sequence sequence -> {
        ArrayNode list = json.arrayNode();
        sequence.items().forEach(item -> list.add(node(item)));
        yield list;
      }
      case Tree.Mapping mapping -> {
        ObjectNode map = json.objectNode();
        mapping.entries().forEach(entry -> map.set(entry.key(), node(entry.value())));
        yield map;
      }
    };
  }

  private static JsonNode number(BigDecimal number) {
    return number.scale() <= 0 && number.precision() - number.scale() <= DIGITS
        ? JsonNodeFactory.instance.numberNode(number.toBigIntegerExact())
        // 240.00 stays 240.00: it may be what somebody approves.
        : DecimalNode.valueOf(number);
  }

  private static @Nullable Object value(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        node.properties().forEach(entry -> map.put(entry.getKey(), value(entry.getValue())));
        yield map;
      }
      case ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        node.forEach(item -> list.add(value(item)));
        yield list;
      }
      case NUMBER -> node.isIntegralNumber() ? node.bigIntegerValue() : node.decimalValue();
      case BOOLEAN -> node.booleanValue();
      case NULL, MISSING -> null;
      case STRING, BINARY, POJO -> YamlText.literal(node.asText());
    };
  }
}
