package dev.parley.activities.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Finds addresses of hosts, and only those that a request may go to. The connection goes to the
 * address that was checked: a name that means another one a moment later changes nothing.
 */
final class CheckedAddresses implements DnsResolver {

  private final DnsResolver names;
  private final Destinations destinations;

  CheckedAddresses(DnsResolver names, Destinations destinations) {
    this.names = names;
    this.destinations = destinations;
  }

  /** A host that has only addresses of a private network. */
  static final class OnlyPrivate extends UnknownHostException {
    private static final long serialVersionUID = 1;

    OnlyPrivate(String host) {
      super(host);
    }
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    return checked(host, names.resolve(host));
  }

  @Override
  public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
    InetAddress[] found = names.resolve(host);
    InetAddress[] open = destinations.mayBePrivate(host, port) ? found : checked(host, found);
    return Arrays.stream(open).map(address -> new InetSocketAddress(address, port)).toList();
  }

  private static InetAddress[] checked(String host, InetAddress[] found) throws OnlyPrivate {
    InetAddress[] open =
        Arrays.stream(found).filter(PublicAddresses::isPublic).toArray(InetAddress[]::new);
    if (open.length == 0) {
      throw new OnlyPrivate(host);
    }
    return open;
  }

  /** Names are what they are called: nothing is looked up backwards. */
  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
