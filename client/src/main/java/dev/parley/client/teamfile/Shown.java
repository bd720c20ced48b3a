package dev.parley.client.teamfile;

/** How a stranger's text stands in a message: one line, bounded, harmless, and never a secret. */
final class Shown {

  private static final int LONGEST = 60;

  private Shown() {}

  /** The text in quotes. */
  static String quote(String text) {
    return Secrets.inside(text) ? "(a secret, not shown)" : "\"" + shorten(clean(text)) + "\"";
  }

  /** A key in a path, without quotes. */
  static String key(String key) {
    return Secrets.inside(key) ? "(a secret, not shown)" : shorten(clean(key));
  }

  /** The text without control and bidirectional characters; each becomes a question mark. */
  static String clean(String text) {
    var out = new StringBuilder(text.length());
    text.codePoints().forEach(c -> out.appendCodePoint(harmless(c) ? c : '?'));
    return out.toString();
  }

  /** Whether a character neither moves the cursor nor changes the direction of the text. */
  static boolean harmless(int c) {
    int type = Character.getType(c);
    return type != Character.CONTROL
        && type != Character.FORMAT
        && type != Character.SURROGATE
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR;
  }

  private static String shorten(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…";
  }
}
