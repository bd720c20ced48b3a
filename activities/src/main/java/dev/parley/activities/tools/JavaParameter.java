package dev.parley.activities.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.langchain4j.agent.tool.P;
import java.lang.reflect.Parameter;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of a tool's method.
 *
 * @param name as models write it
 * @param absent what stands for a value that is left out; absent: there must be one, or it is null
 */
record JavaParameter(String name, JavaType type, @Nullable JsonNode absent) {

  static JavaParameter of(Parameter parameter) {
    P described = parameter.getAnnotation(P.class);
    JavaType type = JavaTool.MAPPER.constructType(parameter.getParameterizedType());
    boolean named = described != null && !described.name().isBlank();
    if (!named && !parameter.isNamePresent()) {
      throw wrong(parameter, "has no name; compile with -parameters, or write @P(name = …)");
    }
    String name = named ? described.name() : parameter.getName();
    if (described == null || described.defaultValue().equals(P.NO_DEFAULT)) {
      if (described != null && !described.required() && type.isPrimitive()) {
        throw wrong(
            parameter, "may be left out; give it @P(defaultValue = …), or take an Optional of it");
      }
      return new JavaParameter(name, type, null);
    }
    return new JavaParameter(name, type, standard(parameter, type, described.defaultValue()));
  }

  /** A default is written as JSON, or as a plain text. */
  private static JsonNode standard(Parameter parameter, JavaType type, String written) {
    JsonNode text = TextNode.valueOf(written);
    JsonNode json = type.hasRawClass(String.class) ? text : json(written, text);
    return Stream.of(json, text)
        .filter(candidate -> fits(candidate, type))
        .findFirst()
        .orElseThrow(
            () ->
                wrong(
                    parameter,
                    "has the default \"%s\", which is none of its type".formatted(written)));
  }

  private static boolean fits(JsonNode value, JavaType type) {
    try {
      Object unused = JavaTool.MAPPER.treeToValue(value, type);
      return true;
    } catch (JsonProcessingException none) {
      return false;
    }
  }

  private static JsonNode json(String written, JsonNode otherwise) {
    try {
      return JavaTool.MAPPER.readTree(written);
    } catch (JsonProcessingException plain) {
      return otherwise;
    }
  }

  private static IllegalArgumentException wrong(Parameter parameter, String what) {
    String place =
        parameter.getDeclaringExecutable() instanceof java.lang.reflect.Method method
            ? JavaTool.place(method)
            : parameter.getDeclaringExecutable().toString();
    return new IllegalArgumentException(
        "tools: %s: the parameter %s %s".formatted(place, parameter.getName(), what));
  }

  /** Whether the worker gives it. */
  boolean isContext() {
    return type.hasRawClass(ToolContext.class);
  }

  /**
   * Its value in these arguments.
   *
   * @throws IllegalArgumentException with the place, if it is none of its type
   */
  @Nullable Object value(ObjectNode arguments) {
    JsonNode given = arguments.path(name);
    boolean said = !given.isMissingNode() && !given.isNull();
    JsonNode value = said ? given : absent == null ? NullNode.getInstance() : absent;
    try {
      return JavaTool.MAPPER.treeToValue(value, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "$.%s%s: %s".formatted(name, path(e), e.getOriginalMessage()), e);
    }
  }

  private static String path(JsonProcessingException e) {
    return e instanceof JsonMappingException mapping
        ? mapping.getPath().stream()
            .map(
                at ->
                    at.getFieldName() == null ? "[" + at.getIndex() + "]" : "." + at.getFieldName())
            .collect(Collectors.joining())
        : "";
  }
}
