package dev.parley.activities;

import dev.parley.agents.Entry;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The functions that a worker registered by name, which team files call by {@code function: NAME}.
 *
 * @param replies custom ways to reply
 * @param conditions conditions on messages
 */
public record Functions(
    Map<String, ReplyFunction> replies, Map<String, ConditionFunction> conditions) {

  /** None. */
  public static final Functions NONE = new Functions(Map.of(), Map.of());

  public Functions {
    replies = Map.copyOf(replies);
    conditions = Map.copyOf(conditions);
  }

  /** A custom way to reply: what AutoGen's {@code register_reply} registers. */
  @FunctionalInterface
  public interface ReplyFunction {
    /**
     * The reply, or nothing: then the agent's next way is tried. It may run more than once. If it
     * throws as often as a model call may fail, the conversation ends with the function's name.
     *
     * @param agent who replies
     * @param view what the agent sees
     */
    Optional<String> reply(String agent, List<Entry> view);
  }

  /** A condition that a function decides. */
  @FunctionalInterface
  public interface ConditionFunction {
    /**
     * Whether the message fits. If it throws three times about one message, the message is not
     * taken, and the conversation ends with the function's name; a reply that was paid for is kept
     * as evidence.
     */
    boolean holds(String text);
  }
}
