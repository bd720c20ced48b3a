package dev.parley.client.view;

import dev.parley.agents.Entry;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a conversation came to. */
public final class Answer {

  /** The word with what people put around it, at the end of a text. */
  private static final Pattern TERMINATE =
      Pattern.compile("([*`\"']{0,3})(?<![\\p{L}\\p{N}_])TERMINATE[.!]?\\1[.!]?$");

  /** The longest form that the pattern finds. */
  private static final int LONGEST = 18;

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
    String text = entry.text().stripTrailing();
    int tail = Math.max(0, text.length() - LONGEST);
    // Transparent, so that a letter before the region still makes it another word.
    Matcher end = TERMINATE.matcher(text).region(tail, text.length()).useTransparentBounds(true);
    return end.find() ? text.substring(0, end.start()).stripTrailing() : text;
  }

  private static boolean isAnswer(Entry entry, Collection<String> agents) {
    return switch (entry.kind()) {
      case SUMMARY -> entry.head().reader().isEmpty();
      case TEXT, CODE_RESULT -> agents.contains(entry.author());
      case EVENT, HANDOFF, TOOL_CALLS, TOOL_RESULTS, CODE, REQUEST, DECISION -> false;
    };
  }
}
