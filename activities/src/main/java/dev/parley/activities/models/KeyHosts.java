package dev.parley.activities.models;

import java.net.URI;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The hosts that a worker's configuration lists for keys. {@code HOST} means https on any port,
 * {@code HOST:PORT} that port, with or without TLS.
 */
record KeyHosts(Set<String> listed) {

  static KeyHosts of(Collection<String> hosts) {
    return new KeyHosts(
        hosts.stream().map(h -> h.strip().toLowerCase(Locale.ROOT)).collect(Collectors.toSet()));
  }

  boolean lists(URI base) {
    String host = host(base);
    return listed.contains(host) && base.getScheme().equalsIgnoreCase("https")
        || listed.contains(host + ":" + port(base));
  }

  /** Scheme, host and port are the same. */
  static boolean sameOrigin(URI one, URI other) {
    return one.getScheme().equalsIgnoreCase(other.getScheme())
        && host(one).equals(host(other))
        && port(one) == port(other);
  }

  /** The machine itself, where other users' programs may listen. */
  static boolean isLoopback(URI base) {
    String host = host(base);
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || host.matches("127\\..*|0\\.0\\.0\\.0|\\[(::1?|::ffff:127\\..*|::ffff:7f.*)]");
  }

  private static String host(URI base) {
    return base.getHost().toLowerCase(Locale.ROOT);
  }

  private static int port(URI base) {
    if (base.getPort() != -1) {
      return base.getPort();
    }
    return base.getScheme().equalsIgnoreCase("https") ? 443 : 80;
  }
}
