package dev.parley.worker.people;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A server that takes mail, written {@code smtp://USER:PASSWORD@HOST:PORT?from=ADDRESS}.
 *
 * @param security how the connection is protected
 * @param user absent: nobody logs in
 * @param from the sender of all mail
 */
public record Smtp(
    String host,
    int port,
    Security security,
    Optional<String> user,
    Optional<String> password,
    String from) {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
  private static final Set<String> KEYS = Set.of("from", "tls");

  /** How a connection is protected. */
  public enum Security {
    /** TLS from the first byte: {@code smtps:}, port 465. */
    TLS,
    /** STARTTLS, or nothing is sent: {@code smtp:}, port 587. */
    STARTTLS,
    /** Nothing: on the same machine, or with {@code ?tls=none}. */
    NONE
  }

  /**
   * A server as it is written.
   *
   * @throws IllegalArgumentException with what is wrong, never with the password
   */
  public static Smtp parse(String written) {
    URI uri = uri(written.strip());
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    String host = uri.getHost();
    boolean smtp = scheme.equals("smtp") || scheme.equals("smtps");
    if (!smtp || host == null) {
      throw new IllegalArgumentException("must be smtp://HOST or smtps://HOST, with ?from=ADDRESS");
    }
    Map<String, String> query = query(uri);
    String from = query.get("from");
    if (from == null || !from.contains("@")) {
      throw new IllegalArgumentException("names no sender; add ?from=parley@example.com");
    }
    Security security = security(scheme, host, query.get("tls"));
    int usual = security == Security.TLS ? 465 : security == Security.STARTTLS ? 587 : 25;
    String[] login = login(uri);
    return new Smtp(
        host.replaceAll("[\\[\\]]", ""),
        uri.getPort() < 0 ? usual : uri.getPort(),
        security,
        login.length > 0 ? Optional.of(login[0]) : Optional.empty(),
        login.length > 1 ? Optional.of(login[1]) : Optional.empty(),
        from);
  }

  private static URI uri(String written) {
    try {
      return new URI(written);
    } catch (URISyntaxException e) {
      // Its message and its cause would hold the password.
      throw new IllegalArgumentException(
          "is no address; write % and @ in a password as %25 and %40");
    }
  }

  private static Security security(
      String scheme, String host, @org.jspecify.annotations.Nullable String tls) {
    if (tls != null && !tls.equals("none")) {
      throw new IllegalArgumentException("tls: must be none or left out");
    }
    if (scheme.equals("smtps")) {
      return Security.TLS;
    }
    return tls != null || LOOPBACK.contains(host) ? Security.NONE : Security.STARTTLS;
  }

  private static String[] login(URI uri) {
    String info = uri.getRawUserInfo();
    return info == null
        ? new String[0]
        : Arrays.stream(info.split(":", 2)).map(Smtp::decode).toArray(String[]::new);
  }

  private static Map<String, String> query(URI uri) {
    Map<String, String> all = new LinkedHashMap<>();
    String query = uri.getRawQuery();
    for (String part : query == null ? new String[0] : query.split("&", -1)) {
      String[] pair = part.split("=", 2);
      if (!KEYS.contains(pair[0]) || pair.length < 2) {
        throw new IllegalArgumentException("unknown key; known are ?from=ADDRESS and &tls=none");
      }
      all.put(pair[0], decode(pair[1]));
    }
    return all;
  }

  /** As in paths: a plus is a plus. */
  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** No password. */
  @Override
  public String toString() {
    return "Smtp[%s:%d, %s]".formatted(host, port, security);
  }
}
