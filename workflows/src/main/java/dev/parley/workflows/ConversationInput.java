package dev.parley.workflows;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.parley.agents.ConversationState;
import dev.parley.agents.Intent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What starts a conversation. A person or another program gives {@code team} and {@code task};
 * everything else is optional.
 *
 * @param team a published name, {@code NAME@DIGEST}, or a digest
 * @param task the task itself, at most 64 KiB: it stands in Temporal's history
 * @param taskRef id of the mail that holds the task, written to the store before the start
 * @param vars for {@code ${NAME}} in the task
 * @param starter who starts it
 * @param answer {@code inline}: the result holds the text of the answer, at most 64 KiB
 * @param store id of the store in which the conversation is; absent: the worker's
 * @param carried what an earlier run of the same conversation hands on
 * @param outer the conversation that it stands in, absent: none
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ConversationInput(
    String team,
    @Nullable String task,
    @Nullable String taskRef,
    Map<String, String> vars,
    @Nullable String starter,
    @Nullable String answer,
    @Nullable String store,
    @Nullable Carried carried,
    @Nullable String outer) {

  /** The longest task that is taken from a start input, in UTF-8 bytes. */
  public static final int MAX_INLINE = 64 * 1024;

  public ConversationInput {
    vars = vars == null ? Map.of() : Map.copyOf(vars);
  }

  /** A start by a client that has written the task to the store. */
  public static ConversationInput stored(
      String digest, String taskRef, String starter, String store) {
    return new ConversationInput(digest, null, taskRef, Map.of(), starter, null, store, null, null);
  }

  /** A start inside another conversation, whose store holds the task. */
  static ConversationInput inside(String outer, String digest, String starter, String store) {
    return new ConversationInput(
        digest, null, Intent.TASK.key(), Map.of(), starter, null, store, null, outer);
  }

  /**
   * What continues as new.
   *
   * @param state the whole state
   * @param activeMillis time of the round that was not spent waiting for people
   * @param allMillis time of the round
   * @param urgent ids of the last urgent signals, which change nothing a second time
   */
  public record Carried(
      ConversationState state, long activeMillis, long allMillis, List<String> urgent) {
    public Carried {
      urgent = urgent == null ? List.of() : List.copyOf(urgent);
    }
  }

  ConversationInput withoutState() {
    return new ConversationInput(team, task, taskRef, vars, starter, answer, store, null, outer);
  }

  ConversationInput carrying(String digest, String storeId, Carried state) {
    return new ConversationInput(
        digest, null, null, Map.of(), starter, answer, storeId, state, outer);
  }
}
