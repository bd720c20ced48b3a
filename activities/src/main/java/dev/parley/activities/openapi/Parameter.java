package dev.parley.activities.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A parameter of an operation.
 *
 * @param property what models call it
 * @param name what the interface calls it
 * @param json its value is sent as JSON
 */
record Parameter(
    String property,
    String name,
    In in,
    Style style,
    boolean explode,
    boolean required,
    boolean json,
    String description,
    Optional<Spot> schema) {

  /** Where it is sent. */
  enum In {
    PATH,
    QUERY,
    HEADER,
    COOKIE
  }

  /** How lists and maps are written. */
  enum Style {
    SIMPLE,
    LABEL,
    MATRIX,
    FORM,
    SPACE_DELIMITED,
    PIPE_DELIMITED,
    DEEP_OBJECT
  }

  private static final Map<String, Style> STYLES =
      Map.of(
          "simple", Style.SIMPLE,
          "label", Style.LABEL,
          "matrix", Style.MATRIX,
          "form", Style.FORM,
          "spaceDelimited", Style.SPACE_DELIMITED,
          "pipeDelimited", Style.PIPE_DELIMITED,
          "deepObject", Style.DEEP_OBJECT);

  /**
   * Reads one.
   *
   * @throws OpenApiException if it is none
   */
  static Parameter read(Spot spot, String property) {
    In in = in(spot);
    boolean form = in == In.QUERY || in == In.COOKIE;
    Style style =
        spot.text("style")
            .map(written -> style(spot, written))
            .orElse(form ? Style.FORM : Style.SIMPLE);
    Optional<Map.Entry<String, Spot>> content =
        spot.get("content").flatMap(all -> all.fields().entrySet().stream().findFirst());
    boolean explode =
        spot.get("explode").map(one -> one.node().asBoolean()).orElse(style == Style.FORM);
    return new Parameter(
        property,
        name(spot),
        in,
        style,
        explode,
        in == In.PATH || spot.flag("required"),
        content.isPresent() && content.get().getKey().contains("json"),
        spot.text("description").orElse(""),
        content.isPresent() ? content.get().getValue().get("schema") : spot.get("schema"));
  }

  static String name(Spot spot) {
    return spot.text("name").orElseThrow(() -> spot.wrong("has no name; write \"name\""));
  }

  static In in(Spot spot) {
    return switch (spot.text("in").orElse("")) {
      case "path" -> In.PATH;
      case "query" -> In.QUERY;
      case "header" -> In.HEADER;
      case "cookie" -> In.COOKIE;
      case "body", "formData" ->
          throw spot.wrong("is a parameter of Swagger 2.0; write a requestBody");
      default -> throw spot.wrong("has no \"in\"; write path, query, header or cookie");
    };
  }

  private static Style style(Spot spot, String written) {
    Style style = STYLES.get(written);
    if (style == null) {
      throw spot.wrong(
          "has the style \"%s\"; known are %s"
              .formatted(written, String.join(", ", STYLES.keySet().stream().sorted().toList())));
    }
    return style;
  }

  /** Its place is taken by headers that are never a model's: who asks, and how it is sent. */
  static String header(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Its schema for models, with what it is for. */
  ObjectNode forModels() {
    ObjectNode made = new Schemas().of(schema);
    if (!description.isBlank()) {
      made.put("description", description);
    }
    return made;
  }
}
