package dev.parley.activities.models;

import java.util.List;
import java.util.stream.Collectors;
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

  /** The words; of tool calls what the tools answered. */
  String text();

  /** How many characters the model is sent. */
  default long characters() {
    return text().length();
  }

  /** Words. */
  record Text(Role role, @Nullable String name, String text) implements Turn {}

  /**
   * Calls of tools that the agent's model wanted, with what each came to, in the order of the
   * calls. Models refuse calls without results, so neither comes without the other.
   *
   * @param said what the model said beside them, possibly empty
   */
  record ToolUse(String said, List<Used> uses) implements Turn {
    public ToolUse {
      uses = List.copyOf(uses);
    }

    @Override
    public Role role() {
      return Role.ASSISTANT;
    }

    @Override
    public @Nullable String name() {
      return null;
    }

    @Override
    public String text() {
      return uses.stream().map(Used::result).collect(Collectors.joining("\n"));
    }

    @Override
    public long characters() {
      return said.length()
          + uses.stream()
              .mapToLong(used -> used.call().characters() + used.result().length())
              .sum();
    }
  }

  /** A call and what it came to. */
  record Used(ModelReply.Call call, String result) {

    /** What a call came to that was never made. */
    public static final String CANCELLED = "Error: the call was cancelled; nobody answered it.";
  }

  /** What somebody else said. */
  static Turn user(@Nullable String name, String text) {
    return new Text(Role.USER, name, text);
  }

  /** What the agent itself said. */
  static Turn assistant(String text) {
    return new Text(Role.ASSISTANT, null, text);
  }
}
