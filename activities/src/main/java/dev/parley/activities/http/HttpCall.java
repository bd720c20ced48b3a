package dev.parley.activities.http;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request.
 *
 * @param method in capitals
 * @param headers by name; the body's type is not among them
 * @param body absent: none
 */
public record HttpCall(String method, URI url, Map<String, String> headers, @Nullable Body body) {

  /** Headers that say how a request is sent: the client's. */
  public static final Set<String> FRAMING =
      Set.of(
          "host",
          "connection",
          "content-length",
          "content-type",
          "transfer-encoding",
          "upgrade",
          "expect",
          "te",
          "trailer");

  private static final Pattern METHOD = Pattern.compile("[A-Z]{1,20}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,200}");
  private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7E\\t]{0,16000}");

  /**
   * A body.
   *
   * @param type its media type; the text is sent in UTF-8
   */
  public record Body(String text, String type) {}

  /**
   * Checks what could change the meaning of the request.
   *
   * @throws IllegalArgumentException with the name of the header, never with its value, if one
   *     cannot be sent
   */
  public HttpCall {
    if (!METHOD.matcher(method).matches()) {
      throw new IllegalArgumentException("\"%s\" is no method".formatted(method));
    }
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    headers.forEach(HttpCall::check);
  }

  private static void check(String name, String value) {
    if (!NAME.matcher(name).matches() || FRAMING.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "the header \"%s\" cannot be set here".formatted(name.replaceAll("[^\\x20-\\x7E]", "?")));
    }
    if (!VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "the header %s may hold only ASCII text in one line".formatted(name));
    }
  }

  /** Method and address, no header and no query: they may be secrets. */
  @Override
  public String toString() {
    return "%s %s://%s".formatted(method, url.getScheme(), Destinations.hostAndPort(url));
  }
}
