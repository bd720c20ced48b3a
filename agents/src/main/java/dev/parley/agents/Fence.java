package dev.parley.agents;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fence of code that a line opens.
 *
 * @param marks three or more of {@code `} or {@code ~}
 * @param label in lower case, possibly empty
 * @param indent how much white space its lines owe to it
 */
record Fence(String marks, String label, int indent) {

  private static final Pattern LIST_ITEM = Pattern.compile("(?:[-*+]|\\d{1,9}[.)])[ \\t]+");

  /** The fence that the line opens, if it does: at its start, or behind a text. */
  static Optional<Fence> of(String line) {
    int indent = indent(line);
    int end = runEnd(line, indent);
    String rest = line.substring(end);
    if (end - indent >= 3 && rest.indexOf(line.charAt(indent)) < 0) {
      return Optional.of(new Fence(line.substring(indent, end), word(rest.strip()), indent));
    }
    return behindText(line);
  }

  /** White space, or the mark of a list item with the white space around it. */
  private static int indent(String line) {
    int blank = line.length() - line.stripLeading().length();
    Matcher item = LIST_ITEM.matcher(line).region(blank, line.length());
    return item.lookingAt() ? item.end() : blank;
  }

  /** A text, a fence, and at most one word. */
  private static Optional<Fence> behindText(String line) {
    String text = line.stripTrailing();
    int word = text.length();
    while (word > 0 && isLabel(text.charAt(word - 1))) {
      word--;
    }
    String before = text.substring(0, word).stripTrailing();
    int start = before.length();
    char mark = start == 0 ? ' ' : before.charAt(start - 1);
    while (start > 0 && before.charAt(start - 1) == mark) {
      start--;
    }
    boolean fence = isMark(mark) && before.length() - start >= 3;
    return fence && !insideLine(before.substring(0, start), mark)
        ? Optional.of(new Fence(before.substring(start), word(text.substring(word)), 0))
        : Optional.empty();
  }

  /** Whether a fence that stands after this text closes one that it holds. */
  private static boolean insideLine(String before, char mark) {
    boolean open = false;
    int at = 0;
    while (at < before.length()) {
      int end = before.charAt(at) == mark ? runEnd(before, at) : at + 1;
      open ^= end - at >= 3;
      at = end;
    }
    return open;
  }

  private static int runEnd(String line, int start) {
    int end = start;
    while (end < line.length()
        && isMark(line.charAt(end))
        && line.charAt(end) == line.charAt(start)) {
      end++;
    }
    return end;
  }

  private static String word(String info) {
    int end = 0;
    while (end < info.length() && isLabel(info.charAt(end))) {
      end++;
    }
    return info.substring(0, end).toLowerCase(Locale.ROOT);
  }

  private static boolean isMark(char c) {
    return c == '`' || c == '~';
  }

  private static boolean isLabel(char c) {
    return Character.isLetterOrDigit(c) || "_+#.-".indexOf(c) >= 0;
  }
}
