package dev.parley.client.view;

import java.util.ArrayList;
import java.util.List;

/** Texts measured in columns of a terminal. All texts are expected to be cleaned. */
final class Columns {

  private Columns() {}

  /** How many columns the text takes on one line. */
  static int width(String text) {
    return text.codePoints().map(Columns::width).sum();
  }

  /** The text, filled with spaces on the right up to the width. */
  static String left(String text, int width) {
    return text + " ".repeat(Math.max(0, width - width(text)));
  }

  /** The text, filled with spaces on the left up to the width. */
  static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - width(text))) + text;
  }

  /** The text, cut with an ellipsis if it is wider. */
  static String cut(String text, int width) {
    if (width(text) <= width) {
      return text;
    }
    return text.substring(0, fitting(text, 0, width - 1)).stripTrailing() + "…";
  }

  /** The lines of a text, broken at spaces where they fit, else anywhere. */
  static List<String> wrap(String text, int width) {
    var lines = new ArrayList<String>();
    for (String line : text.split("\n", -1)) {
      int from = 0;
      int end = fitting(line, from, width);
      while (end < line.length()) {
        int space = line.lastIndexOf(' ', end);
        boolean inside = space > from && !line.substring(from, space).isBlank();
        lines.add(line.substring(from, inside ? space : end).stripTrailing());
        from = inside ? space + 1 : end;
        end = fitting(line, from, width);
      }
      lines.add(line.substring(from));
    }
    return lines;
  }

  /** The end of the longest part from a place on that fits, at least one character. */
  private static int fitting(String text, int from, int width) {
    int used = 0;
    int at = from;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      used += width(c);
      if (used > width && at > from) {
        return at;
      }
      at += Character.charCount(c);
    }
    return at;
  }

  private static int width(int c) {
    if (c < 0x300) {
      return 1;
    }
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    return isWide(c) ? 2 : 1;
  }

  private static boolean isWide(int c) {
    return c >= 0x1100 && c <= 0x115F
        || c >= 0x2E80 && c <= 0xA4CF
        || c >= 0xA960 && c <= 0xA97F
        || c >= 0xAC00 && c <= 0xD7A3
        || c >= 0xF900 && c <= 0xFAFF
        || c >= 0xFE30 && c <= 0xFE6F
        || c >= 0xFF00 && c <= 0xFF60
        || c >= 0xFFE0 && c <= 0xFFE6
        || c >= 0x20000 && c <= 0x3FFFD
        || Character.isEmojiPresentation(c);
  }
}
