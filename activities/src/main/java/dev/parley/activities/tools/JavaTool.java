package dev.parley.activities.tools;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.agent.tool.ToolSpecifications;
import dev.parley.agents.ToolEffect;
import dev.parley.transcript.Json;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A method as a tool. */
final class JavaTool implements Tool {

  /** Strict, because what is silently dropped or rounded may be an amount. */
  static final ObjectMapper MAPPER =
      Json.mapper()
          .setVisibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, false);

  private final Object object;
  private final Method method;
  private final String name;
  private final String description;
  private final List<JavaParameter> parameters;
  private final ObjectNode schema;
  private final ArgumentSchema check;

  JavaTool(Object object, Method method) {
    this.object = object;
    this.method = method;
    this.parameters = Arrays.stream(method.getParameters()).map(JavaParameter::of).toList();
    ToolSpecification specification = specification(method);
    this.name = specification.name();
    this.description = Optional.ofNullable(specification.description()).orElse("");
    this.schema = JavaSchema.of(method, specification);
    this.check = new ArgumentSchema(schema);
    if (!method.trySetAccessible()) {
      throw new IllegalArgumentException(
          "tools: %s cannot be called from here; open its package".formatted(place(method)));
    }
  }

  private static ToolSpecification specification(Method method) {
    try {
      return ToolSpecifications.toolSpecificationFrom(method);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "tools: %s has parameters that cannot be described: %s; take records, lists and texts"
              .formatted(place(method), e.getMessage()),
          e);
    }
  }

  /** A method as people find it: class, name, types of parameters. */
  static String place(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .map(Class::getSimpleName)
        .collect(
            Collectors.joining(
                ", ", method.getDeclaringClass().getName() + "." + method.getName() + "(", ")"));
  }

  boolean overrides(Method other) {
    return method.getName().equals(other.getName())
        && Arrays.equals(method.getParameterTypes(), other.getParameterTypes());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public String parameters() {
    return schema.toString();
  }

  @Override
  public ToolEffect effect() {
    Effect effect = method.getAnnotation(Effect.class);
    return effect == null ? ToolEffect.ONCE : effect.value();
  }

  @Override
  public Optional<String> approval() {
    return Optional.ofNullable(method.getAnnotation(Approval.class)).map(Approval::value);
  }

  @Override
  public String place() {
    return place(method);
  }

  // --- A call

  @Override
  public Optional<String> problem(String arguments) {
    Optional<String> wrong = check.problem(arguments);
    if (wrong.isPresent()) {
      return wrong;
    }
    try {
      var unused = values(CallArguments.parse(arguments).orElseThrow(), null);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  private @Nullable Object[] values(ObjectNode arguments, @Nullable ToolContext context) {
    @Nullable Object[] values = new Object[parameters.size()];
    for (int i = 0; i < values.length; i++) {
      JavaParameter parameter = parameters.get(i);
      values[i] = parameter.isContext() ? context : parameter.value(arguments);
    }
    return values;
  }

  @Override
  public String call(String arguments, ToolContext context) throws Exception {
    ObjectNode given =
        CallArguments.parse(arguments)
            .orElseThrow(() -> new IllegalArgumentException("the arguments are no JSON object"));
    try {
      return text(method.invoke(object, values(given, context)));
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception thrown ? thrown : e;
    }
  }

  private String text(@Nullable Object result) {
    if (method.getReturnType() == void.class || method.getReturnType() == Void.class) {
      return "done";
    }
    return switch (result) {
      case null -> "null";
      case String text -> text;
      default -> Json.write(result);
    };
  }
}
