package dev.parley.client.view;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with places {@code {{name}}} that values fill. It escapes nothing: values are HTML
 * already.
 *
 * @param name of the resource beside this class
 * @param text of it
 */
record Template(String name, String text) {

  private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z]+)}}");

  /**
   * The template of a name.
   *
   * @throws IllegalStateException if the program was built without it
   */
  static Template load(String name) {
    try (InputStream in = Template.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not in this program; build it again");
      }
      return new Template(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }

  /**
   * The text with its places filled, in one pass: what a value holds is no place.
   *
   * @throws IllegalStateException if a place has no value
   */
  String fill(Map<String, String> values) {
    return PLACE
        .matcher(text)
        .replaceAll(
            place -> {
              String value = values.get(place.group(1));
              if (value == null) {
                throw new IllegalStateException(
                    "%s: nothing fills {{%s}}".formatted(name, place.group(1)));
              }
              return Matcher.quoteReplacement(value);
            });
  }
}
