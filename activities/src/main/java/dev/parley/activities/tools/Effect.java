package dev.parley.activities.tools;

import dev.parley.agents.ToolEffect;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a tool's method does to the world. Without it the careful answer holds: {@link
 * ToolEffect#ONCE}.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Effect {

  /** What it does. */
  ToolEffect value();
}
