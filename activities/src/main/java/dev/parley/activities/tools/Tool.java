package dev.parley.activities.tools;

import dev.parley.agents.ToolEffect;
import java.time.Duration;
import java.util.Optional;

/**
 * Something that a model may have done in the world. Any number of threads call it at once. Java
 * methods become tools by {@link JavaTools}.
 */
public interface Tool {

  /** How long one call may take where neither the tool nor the team file says anything. */
  Duration DEFAULT_TIMEOUT = Duration.ofMinutes(5);

  /** What models, team files and the Temporal UI call it; see {@link dev.parley.agents.Names}. */
  String name();

  /** What it does, for models; empty: the name says it. */
  String description();

  /** JSON Schema of its arguments: an object. */
  String parameters();

  /** What it does to the world. */
  ToolEffect effect();

  /** How long one call may take; a team file may name another time. */
  default Duration timeout() {
    return DEFAULT_TIMEOUT;
  }

  /**
   * The policy by which a person must approve each call; an empty name: the starter decides.
   * Absent: the worker asks nobody.
   */
  default Optional<String> approval() {
    return Optional.empty();
  }

  /**
   * Whether a call whose key was used before joins that call instead of making another one. Then
   * nobody is asked what became of a call whose worker was lost.
   */
  default boolean joins() {
    return false;
  }

  /** Where it comes from, for people who look for it: a method, a server. */
  default String place() {
    return getClass().getName();
  }

  /**
   * What is wrong with arguments, as a sentence that a model or a person can act on. Nothing is
   * called.
   */
  default Optional<String> problem(String arguments) {
    return Optional.empty();
  }

  /**
   * Does it. An interrupt means that nobody waits any more.
   *
   * @param arguments a JSON object
   * @return what the model is told
   * @throws OutcomeUnknown if nobody knows whether it has happened
   * @throws Exception if it failed for certain; the model is told what the exception says
   */
  String call(String arguments, ToolContext context) throws Exception;
}
