package dev.parley.activities.http;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where requests may go. Hosts are written {@code HOST} or {@code HOST:PORT}, IPv6 addresses with a
 * port in brackets.
 *
 * @param hosts absent: every host
 * @param privateHosts those that may have addresses of a private network; they are not among the
 *     hosts by that
 */
public record Destinations(@Nullable Set<String> hosts, Set<String> privateHosts) {

  public Destinations {
    hosts = hosts == null ? null : normal(hosts);
    privateHosts = normal(privateHosts);
  }

  /** Every host that has a public address, and these whatever address they have. */
  public static Destinations anywherePublic(Set<String> privateHosts) {
    return new Destinations(null, privateHosts);
  }

  /** These hosts. */
  public static Destinations only(Set<String> hosts, Set<String> privateHosts) {
    return new Destinations(hosts, privateHosts);
  }

  private static Set<String> normal(Set<String> hosts) {
    return hosts.stream().map(Destinations::normal).collect(Collectors.toUnmodifiableSet());
  }

  /** Small letters, and brackets only where a port follows. */
  private static String normal(String host) {
    String small = host.strip().toLowerCase(Locale.ROOT);
    return small.startsWith("[") && small.endsWith("]")
        ? small.substring(1, small.length() - 1)
        : small;
  }

  /** Whether the host of this address is one of the hosts. */
  boolean allows(URI url) {
    return hosts == null || has(hosts, url.getHost(), port(url));
  }

  /** Whether this host may have a private address. */
  boolean mayBePrivate(String host, int port) {
    return has(privateHosts, host, port);
  }

  private static boolean has(Set<String> hosts, String host, int port) {
    String bare = normal(host);
    String withPort = (bare.contains(":") ? "[" + bare + "]" : bare) + ":" + port;
    return hosts.contains(bare) || hosts.contains(withPort);
  }

  /** The port of an address, also where it is not written. */
  public static int port(URI url) {
    return url.getPort() >= 0
        ? url.getPort()
        : "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
  }

  /** Host and port of an address, as they are written here. */
  public static String hostAndPort(URI url) {
    return url.getHost() + ":" + port(url);
  }
}
