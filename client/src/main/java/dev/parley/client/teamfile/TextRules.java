package dev.parley.client.teamfile;

import dev.parley.agents.Names;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What the kinds of text must look like. */
final class TextRules {

  /** {@code ${env:NAME}} and nothing else. */
  static final Pattern KEY = Pattern.compile("\\$\\{env:[A-Za-z_][A-Za-z0-9_]*}");

  private TextRules() {}

  /** The kind in words. */
  static String expected(Shape.Text.Rule rule) {
    return switch (rule) {
      case ANY, WORDS, HEADER, RAW -> "text";
      case NAME -> "a name";
      case REGEX -> "a regular expression";
      case ADDRESS -> "an http or https address";
      case KEY -> "${env:NAME}";
    };
  }

  /** What is wrong with the text, if something is. */
  static Optional<String> mistake(Shape.Text shape, String text) {
    if (text.length() > shape.longest()) {
      return Optional.of(
          "is %d characters long; at most %d are allowed"
              .formatted(text.length(), shape.longest()));
    }
    return switch (shape.rule()) {
      case ANY, HEADER, RAW -> Optional.empty();
      case WORDS -> text.isEmpty() ? Optional.of("is empty") : Optional.empty();
      case NAME -> name(text);
      case REGEX -> regex(text);
      case ADDRESS -> address(text);
      case KEY ->
          KEY.matcher(text).matches()
              ? Optional.empty()
              : Optional.of(
                  Secrets.inside(text)
                      ? SecretScan.MESSAGE
                      : "a file holds no key: expected ${env:NAME}");
    };
  }

  /** What is wrong with a name, if something is. */
  static Optional<String> name(String text) {
    return Names.NAME.matcher(text).matches()
        ? Optional.empty()
        : Optional.of(
            "%s is no name; a letter, then up to 63 letters, digits, _ and -"
                .formatted(Shown.quote(text)));
  }

  private static Optional<String> regex(String text) {
    if (text.isEmpty()) {
      return Optional.of("is empty");
    }
    try {
      var unused = Pattern.compile(text);
      return Optional.empty();
    } catch (PatternSyntaxException e) {
      return Optional.of(
          "bad regular expression %s: %s near character %d"
              .formatted(Shown.quote(text), Shown.clean(e.getDescription()), e.getIndex() + 1));
    }
  }

  private static Optional<String> address(String text) {
    String mistake = "%s is no http or https address".formatted(Shown.quote(text));
    try {
      var uri = new URI(text);
      boolean web =
          "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
      if (!web || uri.getHost() == null) {
        return Optional.of(mistake);
      }
      return uri.getRawUserInfo() == null
          ? Optional.empty()
          : Optional.of("holds a user or password; keys stand in apiKey and headers");
    } catch (URISyntaxException e) {
      return Optional.of(mistake);
    }
  }
}
