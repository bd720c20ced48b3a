package dev.parley.worker.people;

/**
 * JSON with line breaks for people. Only blanks between its parts change: every number and every
 * text stays as it was written, since that is what is decided about.
 */
final class Pretty {

  private static final int DEEPEST = 40;

  private final StringBuilder out = new StringBuilder();
  private int depth;

  private Pretty() {}

  /** The text with line breaks; as it is, if it is no JSON object or list. */
  static String json(String text) {
    String stripped = text.strip();
    if (!stripped.startsWith("{") && !stripped.startsWith("[")) {
      return text;
    }
    Pretty pretty = new Pretty();
    return pretty.layOut(stripped) ? pretty.out.toString() : text;
  }

  private boolean layOut(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        int end = endOfText(text, i);
        if (end < 0) {
          return false;
        }
        out.append(text, i, end + 1);
        i = end;
      } else if (!Character.isWhitespace(c) && !part(text, i, c)) {
        return false;
      }
    }
    return depth == 0;
  }

  private boolean part(String text, int at, char c) {
    switch (c) {
      case '{', '[' -> {
        out.append(c);
        depth++;
        if (next(text, at) != '}' && next(text, at) != ']') {
          newLine();
        }
      }
      case '}', ']' -> {
        depth--;
        char before = out.charAt(out.length() - 1);
        if (before != '{' && before != '[') {
          newLine();
        }
        out.append(c);
      }
      case ',' -> {
        out.append(c);
        newLine();
      }
      case ':' -> out.append(": ");
      default -> out.append(c);
    }
    return depth >= 0 && depth <= DEEPEST;
  }

  private void newLine() {
    out.append('\n').append("  ".repeat(Math.max(0, depth)));
  }

  private static char next(String text, int at) {
    for (int i = at + 1; i < text.length(); i++) {
      if (!Character.isWhitespace(text.charAt(i))) {
        return text.charAt(i);
      }
    }
    return ' ';
  }

  /** The closing quote; -1: there is none. */
  private static int endOfText(String text, int from) {
    for (int i = from + 1; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == '"') {
        return i;
      }
    }
    return -1;
  }
}
