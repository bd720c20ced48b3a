package dev.parley.activities.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The schema of an output, as providers that hold a model to it want it. */
final class OutputSchema {

  /** What Anthropic refuses to hold a model to; the reply is checked against all of it later. */
  private static final List<String> LIMITS =
      List.of(
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "multipleOf",
          "minLength",
          "maxLength",
          "pattern",
          "minItems",
          "maxItems",
          "uniqueItems",
          "minProperties",
          "maxProperties");

  private OutputSchema() {}

  /**
   * The schema.
   *
   * @throws IllegalArgumentException if it is no JSON object
   */
  static ObjectNode read(String schema) {
    return WireJson.object(schema)
        .orElseThrow(
            () -> new IllegalArgumentException("the schema of the output is no JSON object"));
  }

  /** Whether it leaves nothing open: each object names all its fields, and demands them. */
  static boolean isClosed(JsonNode schema) {
    if (schema.path("properties").isObject() || schema.path("type").asText().equals("object")) {
      Set<String> required = new HashSet<>();
      schema.path("required").forEach(name -> required.add(name.asText()));
      boolean all =
          schema.path("properties").properties().stream()
              .allMatch(property -> required.contains(property.getKey()));
      if (!all || schema.path("additionalProperties").asBoolean(true)) {
        return false;
      }
    }
    for (JsonNode part : schema) {
      if (part.isContainerNode() && !isClosed(part)) {
        return false;
      }
    }
    return true;
  }

  /** The same without open objects, and without limits that no provider enforces. */
  static ObjectNode closed(ObjectNode schema) {
    ObjectNode closed = schema.deepCopy();
    close(closed);
    return closed;
  }

  private static void close(ObjectNode schema) {
    boolean isObject =
        schema.path("type").asText().equals("object") || schema.path("properties").isObject();
    schema.remove(LIMITS);
    if (isObject) {
      schema.put("type", "object").put("additionalProperties", false);
    }
    for (String map : List.of("properties", "$defs", "definitions")) {
      schema.path(map).forEach(OutputSchema::closeAny);
    }
    for (String part : List.of("items", "anyOf", "allOf", "oneOf", "not")) {
      closeAny(schema.path(part));
    }
  }

  private static void closeAny(JsonNode part) {
    if (part instanceof ObjectNode schema) {
      close(schema);
    } else if (part instanceof ArrayNode schemas) {
      schemas.forEach(OutputSchema::closeAny);
    }
  }
}
