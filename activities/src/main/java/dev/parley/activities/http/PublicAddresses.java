package dev.parley.activities.http;

import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * Which addresses everybody may know. The others lead into the network that a worker is in: its own
 * machine, its neighbours, the page of its cloud that gives out keys.
 */
public final class PublicAddresses {

  private PublicAddresses() {}

  /** Whether an address belongs to the public internet. */
  public static boolean isPublic(InetAddress address) {
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
    int third = bytes[2] & 0xFF;
    boolean sharedByCarriers = first == 100 && second >= 64 && second < 128;
    boolean reserved = first == 0 || first >= 240 || (first == 192 && second == 0 && third == 0);
    boolean forTests = first == 198 && (second == 18 || second == 19);
    boolean relay = first == 192 && second == 88 && third == 99;
    return !sharedByCarriers
        && !reserved
        && !forTests
        && !relay
        && !inBooks(first, second, third)
        && !metadata(first, second, third, bytes[3] & 0xFF);
  }

  /** Addresses of examples. */
  private static boolean inBooks(int first, int second, int third) {
    return (first == 192 && second == 0 && third == 2)
        || (first == 198 && second == 51 && third == 100)
        || (first == 203 && second == 0 && third == 113);
  }

  /** Azure's machines find their keys under an address of the public range. */
  private static boolean metadata(int first, int second, int third, int fourth) {
    return first == 168 && second == 63 && third == 129 && fourth == 16;
  }

  /** Only the range that is given out, without those of it that lead to an IPv4 address. */
  private static boolean isPublic6(byte[] bytes) {
    boolean global = (bytes[0] & 0xE0) == 0x20;
    boolean sixToFour = bytes[0] == 0x20 && bytes[1] == 0x02;
    // 2001::/23: Teredo, tests, keys that look like addresses.
    boolean special = bytes[0] == 0x20 && bytes[1] == 0x01 && (bytes[2] & 0xFE) == 0;
    boolean inBooks =
        (bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] == 0x0D && bytes[3] == (byte) 0xB8)
            || (bytes[0] == 0x3F && bytes[1] == (byte) 0xFF && (bytes[2] & 0xF0) == 0);
    boolean isatap =
        (bytes[8] & 0xFD) == 0 && bytes[9] == 0 && bytes[10] == 0x5E && bytes[11] == (byte) 0xFE;
    return global && !sixToFour && !special && !inBooks && !isatap;
  }
}
