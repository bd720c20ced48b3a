package dev.parley.activities.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.agents.ToolEffect;
import java.util.List;
import java.util.Optional;

/**
 * One thing that an HTTP interface does.
 *
 * @param name what models call it
 * @param method in capitals
 * @param path with {@code {name}} where parameters stand
 * @param server what stands before the path
 */
record Operation(
    String name,
    String method,
    String path,
    String description,
    String server,
    List<Parameter> parameters,
    Optional<Body> body,
    ToolEffect effect,
    Spot spot) {

  /**
   * Its body.
   *
   * @param property what models call it
   * @param type media type
   */
  record Body(String property, String type, Form form, boolean required, Spot content) {

    /** How its value is written. */
    enum Form {
      JSON,
      PAIRS,
      TEXT
    }
  }

  /**
   * The schema of its arguments: an object, with a field for each parameter and one for the body.
   *
   * @throws OpenApiException if a reference leads nowhere
   */
  ObjectNode schema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = JsonNodeFactory.instance.arrayNode();
    for (Parameter parameter : parameters) {
      properties.set(parameter.property(), parameter.forModels());
      if (parameter.required()) {
        required.add(parameter.property());
      }
    }
    body.ifPresent(
        one -> {
          properties.set(one.property(), new Schemas().of(one.content().get("schema")));
          if (one.required()) {
            required.add(one.property());
          }
        });
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    return schema.put("additionalProperties", false);
  }
}
