package dev.parley.activities;

/**
 * The beginning of what is asked about, for the Temporal UI: short, since it stands in history, and
 * with everything that would not be seen, or would change how other things are seen, as an escape.
 */
final class Preview {

  /** Characters; with their escapes they fit into what an effect may return. */
  static final int MOST = 300;

  private static final int MARKS_ON_A_LETTER = 4;

  private Preview() {}

  static String of(String words) {
    StringBuilder seen = new StringBuilder();
    int marks = 0;
    int i = 0;
    while (i < words.length() && seen.length() < MOST) {
      int c = words.codePointAt(i);
      i += Character.charCount(c);
      marks = isMark(c) ? marks + 1 : 0;
      if (isHidden(c) || marks > MARKS_ON_A_LETTER) {
        seen.append(escape(c));
      } else {
        seen.appendCodePoint(c);
      }
    }
    return i < words.length() ? seen + "…" : seen.toString();
  }

  private static boolean isHidden(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL -> c != '\n' && c != '\t';
      case Character.SPACE_SEPARATOR -> c != ' ';
      case Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> c == 0x3164 || c == 0x115F || c == 0x1160 || c == 0xFFA0 || c == 0x034F;
    };
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
  }

  private static String escape(int c) {
    StringBuilder all = new StringBuilder();
    for (char one : Character.toChars(c)) {
      all.append("\\u%04X".formatted((int) one));
    }
    return all.toString();
  }
}
