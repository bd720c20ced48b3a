package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chat that is a conversation of its own inside another one: one of {@code SequentialChats}, or
 * one that an agent holds to find its reply.
 *
 * @param id how others name it, absent: they do not
 * @param sender who opens it, absent: the agent or team that holds it
 * @param recipient the agent or team that answers
 * @param message what it opens with, absent: what was said last, or the task
 * @param function function on the workers that says what it opens with; if it gives nothing, the
 *     chat is skipped
 * @param maxTurns round trips (turns of a team) at most
 * @param termination when it ends
 * @param summary what it comes to, absent: the last message
 * @param carryover what it is told of the chats before, absent: the summaries of all
 * @param after ids of chats that must have finished
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Chat(
    @Nullable String id,
    @Nullable String sender,
    String recipient,
    @Nullable String message,
    @Nullable String function,
    @Nullable Integer maxTurns,
    @Nullable Condition termination,
    @Nullable Summary summary,
    @Nullable Carryover carryover,
    List<String> after) {

  /**
   * What a chat is told of those before it.
   *
   * @param from ids of chats, empty: all that finished before
   * @param text further words, before the summaries
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Carryover(List<String> from, @Nullable String text) {
    public Carryover {
      from = from == null ? List.of() : List.copyOf(from);
    }
  }

  public Chat {
    if (maxTurns != null && maxTurns < 1) {
      throw new IllegalArgumentException("maxTurns: must be at least 1, is " + maxTurns);
    }
    if (message != null && function != null) {
      throw new IllegalArgumentException("message: is a text or a function, not both");
    }
    after = after == null ? List.of() : List.copyOf(after);
  }

  /** A chat with an agent or a team, which ends by itself. */
  public static Chat with(String recipient) {
    return new Chat(null, null, recipient, null, null, null, null, null, null, List.of());
  }

  /** With a name for others. */
  public Chat id(String name) {
    return new Chat(
        Names.check("chats.id", name),
        sender,
        recipient,
        message,
        function,
        maxTurns,
        termination,
        summary,
        carryover,
        after);
  }

  /** Opened by another agent than the one that holds it. */
  public Chat sender(String agent) {
    return new Chat(
        id, agent, recipient, message, function, maxTurns, termination, summary, carryover, after);
  }

  /** Opening with a text; {@code {last}} and its like are filled. */
  public Chat message(String text) {
    return new Chat(
        id, sender, recipient, text, null, maxTurns, termination, summary, carryover, after);
  }

  /** Opening with what a function on the workers says. */
  public Chat messageBy(String name) {
    return new Chat(
        id, sender, recipient, null, name, maxTurns, termination, summary, carryover, after);
  }

  /** With at most so many round trips. */
  public Chat maxTurns(int turns) {
    return new Chat(
        id, sender, recipient, message, function, turns, termination, summary, carryover, after);
  }

  /** With the condition that ends it. */
  public Chat until(Condition condition) {
    return new Chat(
        id, sender, recipient, message, function, maxTurns, condition, summary, carryover, after);
  }

  /** With another result than its last message. */
  public Chat summary(Summary last) {
    return new Chat(
        id, sender, recipient, message, function, maxTurns, termination, last, carryover, after);
  }

  /** With what it is told of those before. */
  public Chat carryover(Carryover told) {
    return new Chat(
        id, sender, recipient, message, function, maxTurns, termination, summary, told, after);
  }

  /** Held after others, named by their ids. */
  public Chat after(String... ids) {
    return new Chat(
        id,
        sender,
        recipient,
        message,
        function,
        maxTurns,
        termination,
        summary,
        carryover,
        List.of(ids));
  }

  /** What a workflow may know of it: names, and no words. */
  Chat outline() {
    return new Chat(id, sender, recipient, null, null, null, null, null, null, after);
  }
}
