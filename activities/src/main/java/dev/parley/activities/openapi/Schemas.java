package dev.parley.activities.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Makes plain JSON Schema of the schemas of documents, for one tool: references are written out,
 * the dialect of OpenAPI 3.0 is translated, what only describes answers is left out.
 */
final class Schemas {

  /** Values that one tool's schema may have; beyond, anything is allowed. */
  private static final int MOST = 4_000;

  private static final int DEEPEST = 40;

  /** Kept as they are. */
  private static final Set<String> PLAIN =
      Set.of(
          "format",
          "enum",
          "const",
          "default",
          "title",
          "description",
          "minItems",
          "maxItems",
          "uniqueItems",
          "minLength",
          "maxLength",
          "minProperties",
          "maxProperties",
          "multipleOf",
          "minimum",
          "maximum");

  /** Hold one schema. */
  private static final Set<String> ONE =
      Set.of("items", "not", "additionalProperties", "contains", "propertyNames");

  /** Hold a list of schemas. */
  private static final Set<String> LIST = Set.of("allOf", "anyOf", "oneOf", "prefixItems");

  private final Deque<String> within = new ArrayDeque<>();
  private int values;

  /** The schema at a place; anything is allowed where it is missing. */
  ObjectNode of(Optional<Spot> schema) {
    return schema.map(this::of).orElseGet(JsonNodeFactory.instance::objectNode);
  }

  /**
   * The schema at a place.
   *
   * @throws OpenApiException if a reference leads nowhere
   */
  ObjectNode of(Spot schema) {
    ObjectNode none = JsonNodeFactory.instance.objectNode();
    if (schema.node().isBoolean()) {
      return schema.node().booleanValue() ? none : none.set("not", none.objectNode());
    }
    if (!schema.node().isObject()) {
      throw schema.wrong("is no schema; write a map such as { type: string }");
    }
    Optional<Spot> referred = schema.referred();
    if (referred.isPresent()) {
      return referred(schema, referred.get());
    }
    values++;
    return values > MOST || within.size() > DEEPEST ? none : object(schema);
  }

  private ObjectNode referred(Spot schema, Spot target) {
    if (within.contains(target.id())) {
      // It holds itself: written out it would have no end.
      return JsonNodeFactory.instance
          .objectNode()
          .put("description", "again a %s, as above".formatted(target.name()));
    }
    within.push(target.id());
    try {
      ObjectNode whole = of(target);
      schema.text("description").ifPresent(text -> whole.put("description", text));
      return whole;
    } finally {
      String unused = within.pop();
    }
  }

  private ObjectNode object(Spot schema) {
    ObjectNode made = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, Spot> field : schema.fields().entrySet()) {
      String key = field.getKey();
      Spot value = field.getValue();
      if (PLAIN.contains(key)) {
        made.set(key, value.node());
      } else if (ONE.contains(key)) {
        made.set(key, key.equals("additionalProperties") ? rest(value) : of(value));
      } else if (LIST.contains(key)) {
        ArrayNode list = made.putArray(key);
        value.items().forEach(item -> list.add(of(item)));
      } else {
        special(made, key, value);
      }
    }
    bounds(made, schema);
    required(made);
    nullable(made, schema);
    return made;
  }

  private JsonNode rest(Spot value) {
    return value.node().isBoolean() ? value.node() : of(value);
  }

  private void special(ObjectNode made, String key, Spot value) {
    switch (key) {
      case "type" -> made.set("type", value.node());
      case "properties" -> properties(made, value);
      case "required" -> made.set("required", value.node());
      case "pattern" -> pattern(value).ifPresent(text -> made.put("pattern", text));
      default -> {
        // Only of use to answers, to documentation, or to other programs.
      }
    }
  }

  /** What only answers have is nothing that a model could write. */
  private void properties(ObjectNode made, Spot properties) {
    ObjectNode kept = made.putObject("properties");
    properties
        .fields()
        .forEach(
            (name, property) -> {
              if (!property.followed().flag("readOnly")) {
                kept.set(name, of(property));
              }
            });
  }

  /** A pattern in the dialect of JavaScript that Java cannot read is not checked here. */
  private static Optional<String> pattern(Spot value) {
    try {
      Pattern unused = Pattern.compile(value.node().asText());
      return Optional.of(value.node().asText());
    } catch (PatternSyntaxException e) {
      return Optional.empty();
    }
  }

  /** {@code exclusiveMinimum: true} was a word about {@code minimum} once. */
  private static void bounds(ObjectNode made, Spot schema) {
    for (String[] pair :
        List.of(
            new String[] {"minimum", "exclusiveMinimum"},
            new String[] {"maximum", "exclusiveMaximum"})) {
      JsonNode exclusive = schema.node().path(pair[1]);
      if (exclusive.isNumber()) {
        made.set(pair[1], exclusive);
      } else if (exclusive.asBoolean(false) && made.has(pair[0])) {
        made.set(pair[1], made.remove(pair[0]));
      }
    }
  }

  /** A field that must be there but that only answers have would make every value wrong. */
  private static void required(ObjectNode made) {
    if (made.path("required").isArray() && made.path("properties").isObject()) {
      ArrayNode left = JsonNodeFactory.instance.arrayNode();
      for (JsonNode name : made.path("required")) {
        if (made.path("properties").has(name.asText())) {
          left.add(name);
        }
      }
      made.set("required", left);
    } else if (!made.path("required").isArray()) {
      JsonNode unused = made.remove("required");
    }
  }

  private static void nullable(ObjectNode made, Spot schema) {
    if (!schema.flag("nullable")) {
      return;
    }
    if (made.path("type").isTextual()) {
      String type = made.path("type").asText();
      made.set("type", made.arrayNode().add(type).add("null"));
    }
    if (made.get("enum") instanceof ArrayNode values) {
      ArrayNode all = values.deepCopy();
      made.set("enum", all.addNull());
    }
  }
}
