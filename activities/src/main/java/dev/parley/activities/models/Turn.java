package dev.parley.activities.models;

import org.jspecify.annotations.Nullable;

/** One message of what a model is shown, seen from the agent that replies. */
public sealed interface Turn {

  /** Who speaks: the agent itself, or anybody else. */
  enum Role {
    /** Anybody else. */
    USER,
    /** The agent that the model answers for. */
    ASSISTANT
  }

  /** Who speaks. */
  Role role();

  /** The speaker's name, if the model is told. */
  @Nullable String name();

  /** The words; of other contents their description. */
  String text();

  /** Words. */
  record Text(Role role, @Nullable String name, String text) implements Turn {}

  /** What somebody else said. */
  static Turn user(@Nullable String name, String text) {
    return new Text(Role.USER, name, text);
  }

  /** What the agent itself said. */
  static Turn assistant(String text) {
    return new Text(Role.ASSISTANT, null, text);
  }
}
