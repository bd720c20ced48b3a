package dev.parley.worker.people;

import dev.parley.client.view.Display;

/**
 * A stranger's text as HTML that hides nothing: what is markup is shown as text, and what would not
 * be seen, or would change how other things are seen, stands as its code point. So a person decides
 * about exactly what is there.
 */
final class Codes {

  private static final int MARKS_ON_A_LETTER = 4;

  private Codes() {}

  /** A text of several lines, for an element that keeps blanks. */
  static String block(String text) {
    return html(text, true);
  }

  /** A text on one line; its line ends are codes too. */
  static String line(String text) {
    return html(text, false);
  }

  /** A value of an attribute or a text area: hidden characters are escapes as in JSON. */
  static String value(String text) {
    String visible = Display.json(text);
    StringBuilder html = new StringBuilder(visible.length() + 16);
    visible.codePoints().forEach(c -> escape(html, c));
    return html.toString();
  }

  private static String html(String text, boolean lines) {
    StringBuilder html = new StringBuilder(text.length() + 64);
    int marks = 0;
    boolean selected = true;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      boolean mark = isMark(c);
      boolean selects = c == 0xFE0E || c == 0xFE0F;
      marks = mark && !selects ? marks + 1 : 0;
      boolean breaks = c == '\n' || c == '\t';
      if ((breaks && !lines)
          || isHidden(c)
          || marks > MARKS_ON_A_LETTER
          || (selects && selected)
          || isOddBlank(c)) {
        html.append("<b class=\"code\">U+%04X</b>".formatted(c));
      } else {
        escape(html, c);
      }
      selected = selects || breaks;
    }
    return html.toString();
  }

  private static boolean isHidden(int c) {
    String one = Character.toString(c);
    return !Display.json(one).equals(one);
  }

  /** Blanks that look like the ordinary one, or like nothing. */
  private static boolean isOddBlank(int c) {
    return c != ' ' && Character.getType(c) == Character.SPACE_SEPARATOR;
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
  }

  private static void escape(StringBuilder html, int c) {
    switch (c) {
      case '&' -> html.append("&amp;");
      case '<' -> html.append("&lt;");
      case '>' -> html.append("&gt;");
      case '"' -> html.append("&quot;");
      case '\'' -> html.append("&#39;");
      default -> html.appendCodePoint(c);
    }
  }
}
