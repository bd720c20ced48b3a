package dev.parley.activities;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.client.ActivityCanceledException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.function.BooleanSupplier;

/** Attempts of activities as the server sees them. */
final class Attempt {

  private Attempt() {}

  /** One that the server wants. */
  static ActivityExecutionContext wanted() {
    return number(1);
  }

  /** One of several that the server wants. */
  static ActivityExecutionContext number(int attempt) {
    return context(attempt, () -> false);
  }

  /** One that is cancelled as soon as something holds. */
  static ActivityExecutionContext cancelledWhen(BooleanSupplier holds) {
    return context(1, holds);
  }

  private static ActivityExecutionContext context(int attempt, BooleanSupplier cancelled) {
    return stub(
        ActivityExecutionContext.class,
        (proxy, method, arguments) -> {
          if (method.getName().equals("getInfo")) {
            return info(attempt);
          }
          if (cancelled.getAsBoolean()) {
            throw new ActivityCanceledException(
                info(attempt), new IllegalStateException("asked for"));
          }
          return null;
        });
  }

  private static ActivityInfo info(int attempt) {
    return stub(
        ActivityInfo.class,
        (proxy, method, arguments) -> {
          if (method.getName().equals("getAttempt")) {
            return attempt;
          }
          return method.getReturnType() == String.class ? "x" : null;
        });
  }

  private static <T> T stub(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
