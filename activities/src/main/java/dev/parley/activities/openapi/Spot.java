package dev.parley.activities.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A value of a document, with its place.
 *
 * @param pointer JSON pointer within the file
 */
record Spot(Documents documents, URI file, String pointer, JsonNode node) {

  private static final int LONGEST_CHAIN = 32;

  /** What stands under a key, where it is more than nothing. */
  Optional<Spot> get(String key) {
    JsonNode child = node.get(key);
    return child == null || child.isNull() ? Optional.empty() : Optional.of(below(key, child));
  }

  private Spot below(String key, JsonNode child) {
    String token = key.replace("~", "~0").replace("/", "~1");
    return new Spot(documents, file, pointer + "/" + token, child);
  }

  /** The values of this list. */
  List<Spot> items() {
    List<Spot> items = new ArrayList<>();
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      items.add(below(String.valueOf(i), node.get(i)));
    }
    return items;
  }

  /** The values of this map by their keys, in the order of the document. */
  Map<String, Spot> fields() {
    Map<String, Spot> fields = new LinkedHashMap<>();
    if (node.isObject()) {
      node.properties()
          .forEach(field -> fields.put(field.getKey(), below(field.getKey(), field.getValue())));
    }
    return fields;
  }

  /** The text under a key. */
  Optional<String> text(String key) {
    return get(key).map(Spot::node).filter(JsonNode::isValueNode).map(JsonNode::asText);
  }

  /** Whether {@code true} stands under a key. */
  boolean flag(String key) {
    return node.path(key).asBoolean(false);
  }

  /** What is referred to from here; empty: this is no reference. */
  Optional<Spot> referred() {
    return node.isObject()
        ? text("$ref").map(reference -> documents.target(this, reference))
        : Optional.empty();
  }

  /**
   * The value itself, where this refers to one.
   *
   * @throws OpenApiException if references lead nowhere
   */
  Spot followed() {
    Spot at = this;
    for (int i = 0; i < LONGEST_CHAIN; i++) {
      Optional<Spot> next = at.referred();
      if (next.isEmpty()) {
        return at;
      }
      at = next.get();
    }
    throw wrong("refers to itself; name a value that is none of its own references");
  }

  /** The same for every reference to this place. */
  String id() {
    return file + "#" + pointer;
  }

  /** The last word of its place: what a component is called. */
  String name() {
    return unescaped(pointer.substring(pointer.lastIndexOf('/') + 1));
  }

  OpenApiException wrong(String what) {
    return new OpenApiException("%s: %s: %s".formatted(documents.shown(file), path(), what));
  }

  OpenApiException wrong(String what, Throwable cause) {
    return new OpenApiException("%s: %s: %s".formatted(documents.shown(file), path(), what), cause);
  }

  private String path() {
    StringBuilder path = new StringBuilder("$");
    for (String token : pointer.split("/", -1)) {
      if (!token.isEmpty()) {
        String key = unescaped(token);
        boolean plain = key.matches("[A-Za-z_$][A-Za-z0-9_$-]*");
        boolean index = key.matches("[0-9]+");
        path.append(plain ? "." + key : index ? "[" + key + "]" : "['" + key + "']");
      }
    }
    return path.toString();
  }

  private static String unescaped(String token) {
    return token.replace("~1", "/").replace("~0", "~");
  }
}
