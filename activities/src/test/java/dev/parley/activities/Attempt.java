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
    return cancelledWhen(() -> false);
  }

  /** One that is cancelled as soon as something holds. */
  static ActivityExecutionContext cancelledWhen(BooleanSupplier holds) {
    return stub(
        ActivityExecutionContext.class,
        (proxy, method, arguments) -> {
          if (holds.getAsBoolean()) {
            throw new ActivityCanceledException(info(), new IllegalStateException("asked for"));
          }
          return null;
        });
  }

  private static ActivityInfo info() {
    return stub(
        ActivityInfo.class,
        (proxy, method, arguments) -> method.getReturnType() == String.class ? "x" : null);
  }

  private static <T> T stub(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
