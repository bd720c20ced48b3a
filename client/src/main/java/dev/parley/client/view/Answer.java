package dev.parley.client.view;

import dev.parley.agents.Entry;
import dev.parley.agents.Farewell;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What a conversation came to. */
public final class Answer {

  private Answer() {}

  /**
   * The last message of an agent (a text, a summary or the result of a code run), without a
   * trailing TERMINATE. The text is as it was said: for a screen pass it through {@link Display}.
   *
   * @param entries of the conversation, in order
   * @param agents the names of the blueprint's agents
   */
  public static Optional<String> of(List<Entry> entries, Collection<String> agents) {
    return entries.reversed().stream()
        .filter(entry -> isAnswer(entry, agents))
        .findFirst()
        .map(Answer::of);
  }

  /** The text of an entry without a trailing TERMINATE. */
  public static String of(Entry entry) {
    return Farewell.without(entry.text());
  }

  private static boolean isAnswer(Entry entry, Collection<String> agents) {
    return switch (entry.kind()) {
      case SUMMARY -> entry.head().reader().isEmpty();
      case TEXT, CODE_RESULT -> agents.contains(entry.author());
      case EVENT, HANDOFF, TOOL_CALLS, TOOL_RESULTS, CODE, REQUEST, DECISION -> false;
    };
  }
}
