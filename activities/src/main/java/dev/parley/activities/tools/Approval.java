package dev.parley.activities.tools;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A person must approve each call of a tool's method. A team file can only ask for more. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Approval {

  /** Name of the policy by which it is decided; empty: the starter decides. */
  String value() default "";
}
