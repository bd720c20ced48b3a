package dev.parley.activities.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.activities.openapi.Parameter.Style;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Values of parameters as they stand in a request. */
final class Written {

  private Written() {}

  /** A text in which only letters, digits and {@code -._~} are as they are. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  /** A value as a text. */
  static String text(JsonNode value) {
    return value.isValueNode() ? value.asText() : value.toString();
  }

  private static List<String> items(JsonNode list) {
    List<String> items = new ArrayList<>();
    list.forEach(item -> items.add(encoded(text(item))));
    return items;
  }

  /** Keys and values one after the other, or joined. */
  private static List<String> pairs(JsonNode map, String joint) {
    List<String> pairs = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : map.properties()) {
      String key = encoded(field.getKey());
      String value = encoded(text(field.getValue()));
      if (joint.isEmpty()) {
        pairs.add(key);
        pairs.add(value);
      } else {
        pairs.add(key + joint + value);
      }
    }
    return pairs;
  }

  // --- Path

  /** What takes the place of {@code {name}} in a path. */
  static String inPath(Parameter parameter, JsonNode value) {
    if (parameter.json()) {
      return encoded(value.toString());
    }
    List<String> parts =
        value.isArray()
            ? items(value)
            : value.isObject()
                ? pairs(value, parameter.explode() ? "=" : "")
                : List.of(encoded(text(value)));
    return switch (parameter.style()) {
      case LABEL -> "." + String.join(parameter.explode() ? "." : ",", parts);
      case MATRIX -> matrix(parameter, value, parts);
      case SIMPLE, FORM, SPACE_DELIMITED, PIPE_DELIMITED, DEEP_OBJECT -> String.join(",", parts);
    };
  }

  private static String matrix(Parameter parameter, JsonNode value, List<String> parts) {
    String name = ";" + encoded(parameter.name());
    if (parameter.explode() && value.isObject()) {
      return ";" + String.join(";", parts);
    }
    return parameter.explode() && value.isArray()
        ? name + "=" + String.join(name + "=", parts)
        : name + "=" + String.join(",", parts);
  }

  // --- Query and cookies

  /** What stands in a query, or in the form of a body, for a value: {@code name=value} each. */
  static List<String> pairs(Parameter parameter, JsonNode value) {
    String name = encoded(parameter.name());
    if (parameter.json()) {
      return List.of(name + "=" + encoded(value.toString()));
    }
    if (value.isArray()) {
      List<String> items = items(value);
      return parameter.explode()
          ? items.stream().map(item -> name + "=" + item).toList()
          : List.of(name + "=" + String.join(joint(parameter.style()), items));
    }
    if (value.isObject()) {
      return map(parameter, name, value);
    }
    return List.of(name + "=" + encoded(text(value)));
  }

  private static List<String> map(Parameter parameter, String name, JsonNode value) {
    if (parameter.style() == Style.DEEP_OBJECT) {
      return value.properties().stream()
          .map(
              field ->
                  "%s%%5B%s%%5D=%s"
                      .formatted(name, encoded(field.getKey()), encoded(text(field.getValue()))))
          .toList();
    }
    return parameter.explode()
        ? pairs(value, "=")
        : List.of(name + "=" + String.join(joint(parameter.style()), pairs(value, "")));
  }

  private static String joint(Style style) {
    return switch (style) {
      case SPACE_DELIMITED -> "%20";
      case PIPE_DELIMITED -> "%7C";
      case SIMPLE, LABEL, MATRIX, FORM, DEEP_OBJECT -> ",";
    };
  }

  // --- Headers

  /** The text of a header; nothing in it is encoded. */
  static String inHeader(Parameter parameter, JsonNode value) {
    if (parameter.json() || value.isValueNode()) {
      return parameter.json() ? value.toString() : text(value);
    }
    List<String> parts = new ArrayList<>();
    if (value.isArray()) {
      value.forEach(item -> parts.add(text(item)));
    } else {
      for (Map.Entry<String, JsonNode> field : value.properties()) {
        parts.add(field.getKey() + (parameter.explode() ? "=" : ",") + text(field.getValue()));
      }
    }
    return String.join(",", parts);
  }
}
