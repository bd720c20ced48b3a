package dev.parley.activities.http;

import dev.parley.activities.http.HttpFailure.Refused;
import dev.parley.activities.http.HttpFailure.Refused.Why;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where a redirect leads, and what goes there. */
final class Redirect {

  private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);

  /** Headers that say nothing about who asks. */
  private static final Set<String> HARMLESS = Set.of("accept", "accept-language");

  private Redirect() {}

  /**
   * The next request; empty: the reply is an answer.
   *
   * @throws Refused if what was sent would go to another host
   */
  static Optional<HttpCall> of(HttpCall call, HttpReply reply) throws Refused {
    Optional<String> location = reply.header("location");
    if (!STATUSES.contains(reply.status()) || location.isEmpty()) {
      return Optional.empty();
    }
    URI target = target(call, location.get());
    boolean same = origin(target).equals(origin(call.url()));
    if (isHttps(call.url()) && !isHttps(target)) {
      throw refused(call, "redirects out of an encrypted connection");
    }
    boolean reads = call.method().equals("GET") || call.method().equals("HEAD");
    boolean becomesGet =
        !reads && (reply.status() == 303 || (call.method().equals("POST") && reply.status() < 303));
    if (!same && !reads && !becomesGet) {
      throw refused(call, "redirects a " + call.method() + " to another host");
    }
    return Optional.of(
        new HttpCall(
            becomesGet ? "GET" : call.method(),
            target,
            same ? call.headers() : harmless(call.headers()),
            becomesGet ? null : call.body()));
  }

  private static URI target(HttpCall call, String location) throws Refused {
    try {
      URI target = call.url().resolve(new URI(location));
      return new URI(target.getScheme() + ":" + target.getRawSchemeSpecificPart());
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw refused(call, "redirects to what is no address");
    }
  }

  private static Map<String, String> harmless(Map<String, String> headers) {
    Map<String, String> kept = new LinkedHashMap<>(headers);
    kept.keySet().removeIf(name -> !HARMLESS.contains(name.toLowerCase(Locale.ROOT)));
    return kept;
  }

  private static Refused refused(HttpCall call, String what) {
    return new Refused(
        Why.REDIRECT, "%s %s".formatted(Destinations.hostAndPort(call.url()), what), true);
  }

  private static boolean isHttps(URI url) {
    return "https".equalsIgnoreCase(url.getScheme());
  }

  private static String origin(URI url) {
    return "%s://%s:%d"
        .formatted(url.getScheme(), url.getHost(), Destinations.port(url))
        .toLowerCase(Locale.ROOT);
  }
}
