package dev.parley.agents;

import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Regular expressions of strangers on texts of strangers: a match that takes too many steps counts
 * as none, instead of holding a worker for ever.
 */
public final class BoundedRegex {

  /** Steps of the matcher; on ordinary expressions a text of 1 MB takes a few million. */
  private static final long MAX_STEPS = 50_000_000;

  private BoundedRegex() {}

  static boolean find(Condition.Matches matches, String text) {
    int flags = matches.ignoreCase() ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0;
    return bounded(Pattern.compile(matches.regex(), flags), text, Matcher::find);
  }

  /**
   * Whether the expression occurs in the text.
   *
   * @throws java.util.regex.PatternSyntaxException if it is none
   */
  public static boolean find(String regex, String text) {
    return bounded(Pattern.compile(regex), text, Matcher::find);
  }

  /**
   * Whether the expression describes the whole text.
   *
   * @throws java.util.regex.PatternSyntaxException if it is none
   */
  public static boolean matches(String regex, String text) {
    return bounded(Pattern.compile(regex), text, Matcher::matches);
  }

  private static boolean bounded(Pattern pattern, String text, Predicate<Matcher> holds) {
    try {
      return holds.test(pattern.matcher(new Counted(text)));
    } catch (TooManySteps | StackOverflowError e) {
      return false;
    }
  }

  private static final class TooManySteps extends IllegalStateException {
    private static final long serialVersionUID = 1L;
  }

  /** The matcher reads one character a step, so counting reads bounds its time. */
  private static final class Counted implements CharSequence {
    private final String text;
    private long steps;

    Counted(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      if (++steps > MAX_STEPS) {
        throw new TooManySteps();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public boolean isEmpty() {
      return text.isEmpty();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
