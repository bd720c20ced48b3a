package dev.parley.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** Whether anybody listens at an address. */
final class Reach {

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private Reach() {}

  /**
   * Connects once.
   *
   * @param address {@code HOST:PORT}; one that is written in another way is taken for reachable,
   *     whoever uses it says what is wrong with it
   */
  static boolean answers(String address) {
    int colon = address.lastIndexOf(':');
    String port = address.substring(colon + 1);
    if (colon < 1 || !port.matches("[0-9]{1,5}")) {
      return true;
    }
    InetSocketAddress target =
        new InetSocketAddress(address.substring(0, colon), Integer.parseInt(port));
    try (Socket socket = new Socket()) {
      socket.connect(target, (int) PATIENCE.toMillis());
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
