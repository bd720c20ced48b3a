package dev.parley.transcript.jdbc;

import dev.parley.transcript.Json;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** JSON as both databases can store it, and patterns for searching in it. */
final class Text {

  /** Half of a character: a surrogate without its other half. */
  private static final Pattern HALF = Pattern.compile("\\p{Cs}");

  /** What steers a terminal: control characters, line ends among them. */
  private static final Pattern STEERING = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]+");

  /** What hides or turns the text around it, and half characters. */
  private static final Pattern HIDDEN = Pattern.compile("[\\p{Cf}\\p{Cs}]");

  private Text() {}

  /** The text on one line, without characters that steer or hide. */
  static String line(String text) {
    return STEERING.matcher(HIDDEN.matcher(text).replaceAll("")).replaceAll(" ").strip();
  }

  /**
   * A value as JSON without half characters: they have no UTF-8 form, so they are written as
   * escapes, which read back as the same text.
   */
  static String json(Object value) {
    return HALF.matcher(Json.write(value))
        .replaceAll(
            half -> Matcher.quoteReplacement("\\u%04x".formatted((int) half.group().charAt(0))));
  }

  /** The pattern of a text anywhere; the escape character is an exclamation mark. */
  static String anywhere(String text) {
    return "%" + text.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
  }

  /** The pattern of a text anywhere in a JSON string. */
  static String anywhereInJson(String text) {
    String quoted = json(text);
    return anywhere(quoted.substring(1, quoted.length() - 1));
  }
}
