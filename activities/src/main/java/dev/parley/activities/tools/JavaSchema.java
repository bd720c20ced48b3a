package dev.parley.activities.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.parley.transcript.Json;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The JSON Schema of a method's parameters: LangChain4j's, mended where that describes the private
 * fields of a class whose JSON is a text, and refused where a model could not write the value.
 */
final class JavaSchema {

  /** What is written as a text, with an example. */
  private static final Map<Class<?>, String> TEXTS =
      Map.of(
          Instant.class, "2026-03-01T12:00:00Z",
          OffsetDateTime.class, "2026-03-01T12:00:00+01:00",
          ZonedDateTime.class, "2026-03-01T12:00:00+01:00",
          LocalDateTime.class, "2026-03-01T12:00:00",
          LocalDate.class, "2026-03-01",
          LocalTime.class, "12:00:00",
          Duration.class, "PT1H30M",
          URI.class, "https://example.org/");

  private static final Set<Class<?>> PLAIN =
      Set.of(
          String.class,
          Character.class,
          Boolean.class,
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          BigDecimal.class,
          BigInteger.class,
          UUID.class);

  private final Method method;
  private final ObjectNode whole;
  private final Set<String> followed = new HashSet<>();

  private JavaSchema(Method method, ObjectNode whole) {
    this.method = method;
    this.whole = whole;
  }

  /** The schema of an object that has the parameters as fields, and no others. */
  static ObjectNode of(Method method, ToolSpecification specification) {
    JsonNode described =
        Json.read(specification.toJson(), JsonNode.class).path("parameters").deepCopy();
    ObjectNode whole =
        described instanceof ObjectNode object ? object : JavaTool.MAPPER.createObjectNode();
    whole.put("type", "object");
    ObjectNode properties = whole.withObjectProperty("properties");
    var schema = new JavaSchema(method, whole);
    for (Parameter parameter : method.getParameters()) {
      JavaParameter known = JavaParameter.of(parameter);
      if (known.isContext()) {
        properties.remove(known.name());
        drop(whole.withArrayProperty("required"), known.name());
      } else {
        schema.mend(
            properties.withObjectProperty(known.name()),
            parameter.getParameterizedType(),
            known.name());
      }
    }
    if (whole.path("required").isEmpty()) {
      whole.remove("required");
    }
    return whole.put("additionalProperties", false);
  }

  private static void drop(ArrayNode names, String name) {
    for (int i = names.size() - 1; i >= 0; i--) {
      if (names.get(i).asText().equals(name)) {
        names.remove(i);
      }
    }
  }

  private void mend(ObjectNode schema, Type type, String at) {
    Class<?> raw = raw(type);
    String example = TEXTS.get(raw);
    if (example != null) {
      text(schema, (raw == URI.class ? "e.g. " : "ISO 8601, e.g. ") + example);
    } else if (raw == Object.class || JsonNode.class.isAssignableFrom(raw)) {
      schema.retain("description");
    } else if (raw == Optional.class) {
      mend(schema, argument(type, 0), at);
    } else if (raw.isArray() || Collection.class.isAssignableFrom(raw)) {
      mend(schema.withObjectProperty("items"), element(type, raw), at + "[]");
    } else if (!raw.isPrimitive()
        && !raw.isEnum()
        && !PLAIN.contains(raw)
        && !Map.class.isAssignableFrom(raw)) {
      mendObject(schema, raw, at);
    }
  }

  private static void text(ObjectNode schema, String example) {
    String said = schema.path("description").asText(example);
    schema.removeAll();
    schema.put("type", "string").put("description", said);
  }

  private void mendObject(ObjectNode schema, Class<?> raw, String at) {
    requireWritable(raw, at);
    JsonNode reference = schema.path("$ref");
    if (reference.isTextual()) {
      String name = reference.asText().replace("#/$defs/", "");
      if (followed.add(name)) {
        mendObject((ObjectNode) whole.path("$defs").path(name), raw, at);
      }
      return;
    }
    JsonNode properties = schema.path("properties");
    for (Field field : raw.getDeclaredFields()) {
      if (properties.path(field.getName()) instanceof ObjectNode described
          && !Modifier.isStatic(field.getModifiers())) {
        String place = at + "." + field.getName();
        if (field.getType() == Optional.class) {
          throw refused(
              place, "is an Optional; write @JsonProperty(required = false), it may then be null");
        }
        mend(described, field.getGenericType(), place);
      }
    }
  }

  private void requireWritable(Class<?> raw, String at) {
    if (raw.getName().startsWith("java.")) {
      throw refused(
          at, "is a %s, which a model cannot write; take a String".formatted(raw.getName()));
    }
    if (raw.isInterface() || Modifier.isAbstract(raw.getModifiers())) {
      throw refused(
          at, "is a %s, of which there may be many kinds; take a record".formatted(raw.getName()));
    }
  }

  private IllegalArgumentException refused(String at, String what) {
    return new IllegalArgumentException(
        "tools: %s: %s %s".formatted(JavaTool.place(method), at, what));
  }

  // --- Types

  private static Class<?> raw(Type type) {
    return switch (type) {
      case Class<?> plain -> plain;
      case ParameterizedType generic -> raw(generic.getRawType());
      case GenericArrayType array -> raw(array.getGenericComponentType()).arrayType();
      case WildcardType wild -> raw(wild.getUpperBounds()[0]);
      default -> Object.class;
    };
  }

  private static Type argument(Type type, int index) {
    return type instanceof ParameterizedType generic
        ? generic.getActualTypeArguments()[index]
        : Object.class;
  }

  private static Type element(Type type, Class<?> raw) {
    if (type instanceof GenericArrayType array) {
      return array.getGenericComponentType();
    }
    return raw.isArray() ? raw.componentType() : argument(type, 0);
  }
}
