package dev.parley.activities.http;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What came back.
 *
 * @param url where it came from, after redirects
 * @param headers by names in small letters; of several the first
 * @param text the body, in the charset that it names, else UTF-8
 * @param bytes how many bytes of the body were read
 * @param end how the body ended
 */
public record HttpReply(
    URI url, int status, Map<String, String> headers, String text, int bytes, End end) {

  public HttpReply {
    headers = Map.copyOf(headers);
  }

  /** How a body ends. */
  public enum End {
    /** It is all there. */
    WHOLE,
    /** It is longer than was wanted: the rest was not read. */
    CUT,
    /** The connection broke. */
    BROKEN
  }

  /** The value of a header. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** The media type without parameters, in small letters; empty: none is named. */
  public String type() {
    String whole = header("content-type").orElse("");
    int end = whole.indexOf(';');
    return (end < 0 ? whole : whole.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  /** No body and no header: they may be secrets. */
  @Override
  public String toString() {
    return "HttpReply[%d, %d bytes, %s]".formatted(status, bytes, end);
  }
}
