package dev.parley.client.view;

import java.util.regex.Pattern;

/**
 * The one way from a stranger's text to a screen. What agents, tools and people say may hold escape
 * sequences that move a cursor, characters that reorder or hide what follows, or markup that a page
 * would obey. Here they are taken out or escaped; what a reader can see stays.
 */
public final class Display {

  /**
   * Sequences that a terminal obeys. An unfinished one loses only its introducer, so that a text
   * cannot hide its remainder. Possessive, so that any text takes linear time.
   */
  private static final Pattern ESCAPES =
      Pattern.compile(
          "(?:\u001B[\\]PX^_]|[\u0090\u0098\u009D-\u009F])[^\\p{Cc}]*+(?:\u0007|\u001B\\\\|\u009C)"
              + "|(?:\u001B\\[|\u009B)[0-?]*+[ -/]*+[@-~]"
              + "|\u001B[ -/]*+[0-~]");

  private static final Pattern LINE_ENDS = Pattern.compile("\r\n|[\r\u0085\u2028\u2029]");

  /** More marks on one letter than any script needs paint over the lines around it. */
  private static final int MARKS_ON_A_LETTER = 8;

  private Display() {}

  /**
   * The text without control characters (but line feed and tab), escape sequences, bidi and other
   * invisible characters, lone surrogates and noncharacters. Every kind of line end becomes a line
   * feed.
   */
  public static String clean(String text) {
    if (text.codePoints().noneMatch(c -> hidden(c) || selects(c) || marks(c))) {
      return text;
    }
    String lines = LINE_ENDS.matcher(ESCAPES.matcher(text).replaceAll("")).replaceAll("\n");
    var kept = new StringBuilder(lines.length());
    int marks = 0;
    int before = '\n';
    for (int i = 0; i < lines.length(); ) {
      int c = lines.codePointAt(i);
      i += Character.charCount(c);
      marks = marks(c) ? marks + 1 : 0;
      boolean selectsNothing = selects(c) && (selects(before) || before == '\n');
      if (!hidden(c) && marks <= MARKS_ON_A_LETTER && !selectsNothing) {
        kept.appendCodePoint(c);
        before = c;
      }
    }
    return kept.toString();
  }

  /** The cleaned text on one line: for names, details and table cells. */
  public static String line(String text) {
    return clean(text).replace('\n', ' ').replace('\t', ' ').strip();
  }

  /**
   * The cleaned text for a terminal: every line but the first begins with the indent, so that no
   * text can look like the line of another author.
   */
  public static String terminal(String text, String indent) {
    return clean(text).replace("\t", "    ").replace("\n", "\n" + indent);
  }

  /** The cleaned text on one line as Markdown that shows it as it is. */
  public static String markdown(String text) {
    String line = line(text);
    var escaped = new StringBuilder(line.length() + 16);
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if ("\\`*_[]<>|~&!#".indexOf(c) >= 0) {
        escaped.append('\\');
      }
      escaped.append(c);
    }
    return escaped.toString();
  }

  /** The cleaned text as a Markdown code block whose fence is longer than any inside. */
  public static String fenced(String language, String text) {
    String body = clean(text);
    int longest = 0;
    int run = 0;
    for (int i = 0; i < body.length(); i++) {
      run = body.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    String fence = "`".repeat(Math.max(3, longest + 1));
    String end = body.isEmpty() || body.endsWith("\n") ? "" : "\n";
    return fence + language(language) + "\n" + body + end + fence;
  }

  /** The cleaned text as HTML that shows it as it is, in an element or in a quoted attribute. */
  public static String html(String text) {
    String clean = clean(text);
    var escaped = new StringBuilder(clean.length() + 16);
    for (int i = 0; i < clean.length(); i++) {
      char c = clean.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }

  /**
   * Written JSON in which every hidden character stands as an escape. The value is the same, so a
   * program loses nothing, and a terminal that shows the line obeys nothing.
   */
  public static String json(String written) {
    if (written.codePoints().noneMatch(Display::hidden)) {
      return written;
    }
    var escaped = new StringBuilder(written.length() + 16);
    written
        .codePoints()
        .forEach(
            c -> {
              if (!hidden(c)) {
                escaped.appendCodePoint(c);
              } else {
                for (char unit : Character.toChars(c)) {
                  escaped.append("\\u%04x".formatted((int) unit));
                }
              }
            });
    return escaped.toString();
  }

  /** A word that may stand behind a fence; empty if the given one is none. */
  static String language(String word) {
    String line = line(word);
    return line.matches("[A-Za-z0-9+#_.-]{1,20}") ? line : "";
  }

  /** Whether {@link #clean} takes the character out wherever it stands. */
  static boolean hidden(int c) {
    if (c < 0x7F) {
      return c < 0x20 && c != '\n' && c != '\t';
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      case Character.FORMAT -> !isVisibleFormat(c);
      default -> isBlank(c) || isNoncharacter(c);
    };
  }

  /** Signs that Unicode counts among the format characters although they are seen. */
  private static boolean isVisibleFormat(int c) {
    return c >= 0x600 && c <= 0x605
        || c == 0x6DD
        || c == 0x70F
        || c == 0x890
        || c == 0x891
        || c == 0x8E2
        || c == 0x110BD
        || c == 0x110CD;
  }

  /** Characters that are shown as nothing although they are no format characters. */
  private static boolean isBlank(int c) {
    return c == 0x34F
        || c == 0x115F
        || c == 0x1160
        || c == 0x17B4
        || c == 0x17B5
        || c >= 0x180B && c <= 0x180F
        || c == 0x2065
        || c == 0x3164
        || c >= 0xFE00 && c <= 0xFE0D
        || c == 0xFFA0
        || c >= 0xFFF0 && c <= 0xFFF8
        || c >= 0xE0000 && c <= 0xE0FFF;
  }

  private static boolean isNoncharacter(int c) {
    return (c & 0xFFFE) == 0xFFFE || c >= 0xFDD0 && c <= 0xFDEF;
  }

  /** The selectors of an emoji's form: one is a letter's, a row of them is a hidden text. */
  private static boolean selects(int c) {
    return c == 0xFE0E || c == 0xFE0F;
  }

  private static boolean marks(int c) {
    int type = c < 0x300 ? Character.LOWERCASE_LETTER : Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
  }
}
