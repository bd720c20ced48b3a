package dev.parley.agents;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The JSON Schema of a record: texts, numbers, flags, enums, lists, maps by text, records. Every
 * component must be there, but those that are {@code Optional} or {@code @Nullable}.
 */
final class RecordSchema {

  private static final Set<Class<?>> WHOLE =
      Set.of(
          int.class,
          Integer.class,
          long.class,
          Long.class,
          short.class,
          Short.class,
          byte.class,
          Byte.class,
          BigInteger.class);

  private static final Set<Class<?>> DECIMAL =
      Set.of(double.class, Double.class, float.class, Float.class, BigDecimal.class, Number.class);

  private RecordSchema() {}

  /**
   * The schema as JSON text.
   *
   * @throws IllegalArgumentException with the component, if its type has no JSON of its own
   */
  static String of(Class<? extends Record> type) {
    return record(type, List.of());
  }

  private static String record(Class<?> type, List<Class<?>> within) {
    if (within.contains(type)) {
      throw new IllegalArgumentException(
          "output: %s holds itself, which no schema of an output may".formatted(type.getName()));
    }
    List<Class<?>> inside = new java.util.ArrayList<>(within);
    inside.add(type);
    RecordComponent[] components = type.getRecordComponents();
    String properties =
        Arrays.stream(components)
            .map(one -> text(one.getName()) + ":" + schema(one.getGenericType(), one, inside))
            .collect(Collectors.joining(","));
    String required =
        Arrays.stream(components)
            .filter(one -> !isOptional(one))
            .map(one -> text(one.getName()))
            .collect(Collectors.joining(","));
    return "{\"type\":\"object\",\"properties\":{%s},\"required\":[%s],\"additionalProperties\":false}"
        .formatted(properties, required);
  }

  private static boolean isOptional(RecordComponent component) {
    return component.getType() == Optional.class
        || isNullable(component.getAnnotatedType())
        || isNullable(component);
  }

  private static boolean isNullable(AnnotatedElement element) {
    return element.isAnnotationPresent(Nullable.class);
  }

  private static String schema(Type type, RecordComponent at, List<Class<?>> within) {
    if (type instanceof ParameterizedType generic
        && generic.getRawType() instanceof Class<?> raw
        && raw != Class.class) {
      Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
      if (raw == Optional.class) {
        return schema(last, at, within);
      }
      if (Collection.class.isAssignableFrom(raw)) {
        return "{\"type\":\"array\",\"items\":%s}".formatted(schema(last, at, within));
      }
      if (Map.class.isAssignableFrom(raw) && generic.getActualTypeArguments()[0] == String.class) {
        return "{\"type\":\"object\",\"additionalProperties\":%s}"
            .formatted(schema(last, at, within));
      }
    }
    return type instanceof Class<?> plain ? plain(plain, at, within) : refuse(type, at);
  }

  private static String plain(Class<?> type, RecordComponent at, List<Class<?>> within) {
    if (type == String.class) {
      return "{\"type\":\"string\"}";
    }
    if (WHOLE.contains(type)) {
      return "{\"type\":\"integer\"}";
    }
    if (DECIMAL.contains(type)) {
      return "{\"type\":\"number\"}";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "{\"type\":\"boolean\"}";
    }
    if (type.isRecord()) {
      return record(type, within);
    }
    return type.isEnum() ? words(type) : refuse(type, at);
  }

  private static String words(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(one -> text(((Enum<?>) one).name()))
        .collect(Collectors.joining(",", "{\"type\":\"string\",\"enum\":[", "]}"));
  }

  /** Names of Java hold nothing that JSON would have to escape. */
  private static String text(String name) {
    return "\"" + name + "\"";
  }

  private static String refuse(Type type, RecordComponent at) {
    throw new IllegalArgumentException(
        "output: %s.%s is a %s, which has no JSON of its own; write the schema as text"
            .formatted(at.getDeclaringRecord().getSimpleName(), at.getName(), type.getTypeName()));
  }
}
