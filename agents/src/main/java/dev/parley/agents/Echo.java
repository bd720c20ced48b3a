package dev.parley.agents;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What of an entry must be the same for it to be said again. Whoever appends an entry makes a keyed
 * digest of it, so that a workflow can tell repetitions without seeing a word.
 */
public final class Echo {

  /** Longer ones say more than a courtesy. */
  private static final int LONGEST_COURTESY = 300;

  /** Other words that a courtesy may have: names, mostly. */
  private static final int OTHER_WORDS = 3;

  private static final Set<String> COURTEOUS =
      Set.of("thank", "thanks", "welcome", "bye", "goodbye", "pleasure", "cheers");

  private static final Set<String> BESIDE =
      Set.of(
          "a",
          "again",
          "all",
          "always",
          "and",
          "any",
          "anytime",
          "as",
          "care",
          "day",
          "do",
          "else",
          "ever",
          "for",
          "forward",
          "free",
          "further",
          "future",
          "glad",
          "good",
          "great",
          "happy",
          "have",
          "help",
          "i",
          "if",
          "in",
          "is",
          "it",
          "let",
          "look",
          "luck",
          "m",
          "me",
          "more",
          "much",
          "my",
          "need",
          "nice",
          "questions",
          "re",
          "s",
          "see",
          "so",
          "soon",
          "take",
          "that",
          "the",
          "to",
          "too",
          "very",
          "was",
          "wonderful",
          "working",
          "you",
          "your",
          "ll",
          "well");

  private Echo() {}

  /** The part that counts; absent: such an entry is neither new nor a repetition. */
  public static Optional<String> of(Kind kind, Entry.Words words) {
    String text =
        switch (kind) {
          case TEXT, HANDOFF, CODE, CODE_RESULT -> core(words.text());
          case TOOL_RESULTS -> words.detail() instanceof Entry.Results all ? said(all) : "";
          case TOOL_CALLS, SUMMARY, EVENT, REQUEST, DECISION -> "";
        };
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /** Of a text with code the code: whoever tries the same once more introduces it otherwise. */
  private static String core(String text) {
    List<CodeBlock> code = CodeBlocks.runnable(text);
    if (!code.isEmpty()) {
      return code.stream()
          .map(CodeBlock::text)
          .map(String::strip)
          .collect(Collectors.joining("\n"));
    }
    String plain = plain(text);
    return isCourtesy(plain) ? "thanks" : plain;
  }

  private static String said(Entry.Results all) {
    return all.results().stream()
        .map(result -> result.tool() + " " + plain(result.text()))
        .collect(Collectors.joining("\n"));
  }

  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).strip().replaceAll("\\s+", " ");
  }

  private static boolean isCourtesy(String plain) {
    if (plain.length() > LONGEST_COURTESY) {
      return false;
    }
    List<String> words =
        Arrays.stream(plain.split("[^\\p{L}]+", -1)).filter(word -> !word.isEmpty()).toList();
    long others =
        words.stream().filter(word -> !COURTEOUS.contains(word) && !BESIDE.contains(word)).count();
    return words.stream().anyMatch(COURTEOUS::contains)
        && others <= OTHER_WORDS
        && plain.chars().noneMatch(Character::isDigit);
  }
}
