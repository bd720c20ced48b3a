package dev.parley.activities.tools;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

/**
 * Java methods as tools: those with LangChain4j's {@code @Tool}. The method's parameters are the
 * tool's, described by {@code @P}; one of type {@link ToolContext} is given by the worker. A method
 * without {@link Effect} is {@code ONCE}.
 *
 * <pre>{@code
 * @Tool("Refunds an order")
 * @Effect(ToolEffect.IDEMPOTENT)
 * @Approval
 * String refund(@P("order") long id, @P("EUR") BigDecimal amount, ToolContext context) { … }
 * }</pre>
 */
public final class JavaTools {

  private JavaTools() {}

  /**
   * The tools of these objects; one that is a {@link Tool} itself is taken as it is.
   *
   * @throws IllegalArgumentException with the method, if an object has none, or a model could not
   *     call one
   */
  public static List<Tool> of(Object... objects) {
    List<Tool> all = new ArrayList<>();
    for (Object object : objects) {
      if (object instanceof Tool tool) {
        all.add(tool);
      } else {
        all.addAll(tools(object));
      }
    }
    return List.copyOf(all);
  }

  private static List<Tool> tools(Object object) {
    List<Tool> found = new ArrayList<>();
    // Frameworks wrap objects into classes of their own: the annotations are further up.
    for (Class<?> at = object.getClass(); at != null; at = at.getSuperclass()) {
      for (Method method : at.getDeclaredMethods()) {
        if (isTool(method) && found.stream().noneMatch(one -> overrides(one, method))) {
          found.add(tool(object, method));
        }
      }
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "tools: %s has no method with @Tool".formatted(object.getClass().getName()));
    }
    return found;
  }

  private static boolean isTool(Method method) {
    return method.isAnnotationPresent(dev.langchain4j.agent.tool.Tool.class) && !method.isBridge();
  }

  private static boolean overrides(Tool one, Method method) {
    return one instanceof JavaTool tool && tool.overrides(method);
  }

  private static JavaTool tool(Object object, Method method) {
    Class<?> result = method.getReturnType();
    if (Future.class.isAssignableFrom(result) || CompletionStage.class.isAssignableFrom(result)) {
      throw new IllegalArgumentException(
          "tools: %s returns a %s; return the value itself, a tool may block"
              .formatted(JavaTool.place(method), result.getSimpleName()));
    }
    return new JavaTool(object, method);
  }
}
