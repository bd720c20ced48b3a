package dev.parley.agents;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The word by which agents say that they are done: it is no part of what they have said. */
public final class Farewell {

  /** The word with what people put around it, at the end of a text. */
  private static final Pattern TERMINATE =
      Pattern.compile("([*`\"']{0,3})(?<![\\p{L}\\p{N}_])TERMINATE[.!]?\\1[.!]?$");

  /** The longest form that the pattern finds. */
  private static final int LONGEST = 18;

  private Farewell() {}

  /** A text without a trailing TERMINATE. */
  public static String without(String said) {
    String text = said.stripTrailing();
    int tail = Math.max(0, text.length() - LONGEST);
    // Transparent, so that a letter before the region still makes it another word.
    Matcher end = TERMINATE.matcher(text).region(tail, text.length()).useTransparentBounds(true);
    return end.find() ? text.substring(0, end.start()).stripTrailing() : text;
  }
}
