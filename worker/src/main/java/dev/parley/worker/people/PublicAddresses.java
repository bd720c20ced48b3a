package dev.parley.worker.people;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Finds addresses of hosts, and only those that everybody may know: a hook must not become a way
 * into the network that a worker is in. The connection goes to the address that was checked.
 */
final class PublicAddresses implements DnsResolver {

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] found = SystemDefaultDnsResolver.INSTANCE.resolve(host);
    InetAddress[] open =
        Arrays.stream(found).filter(PublicAddresses::isPublic).toArray(InetAddress[]::new);
    if (open.length == 0) {
      throw new UnknownHostException("private");
    }
    return open;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  static boolean isPublic(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    byte[] bytes = address.getAddress();
    return address instanceof Inet6Address ? isPublic6(bytes) : isPublic4(bytes);
  }

  private static boolean isPublic4(byte[] bytes) {
    int first = bytes[0] & 0xFF;
    int second = bytes[1] & 0xFF;
    boolean sharedByCarriers = first == 100 && second >= 64 && second < 128;
    boolean reserved = first == 0 || first >= 240 || (first == 192 && second == 0);
    boolean forTests = first == 198 && (second == 18 || second == 19);
    return !sharedByCarriers && !reserved && !forTests;
  }

  /** Only the range that is given out, without those of it that lead to an IPv4 address. */
  private static boolean isPublic6(byte[] bytes) {
    boolean global = (bytes[0] & 0xE0) == 0x20;
    boolean sixToFour = bytes[0] == 0x20 && bytes[1] == 0x02;
    boolean teredo = bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] == 0 && bytes[3] == 0;
    return global && !sixToFour && !teredo;
  }
}
