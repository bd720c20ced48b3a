package dev.parley.worker;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once when Temporal is lost, and once when it is back. */
final class ConnectionWatch {

  private static final Logger log = LoggerFactory.getLogger(ConnectionWatch.class);

  private final ManagedChannel channel;
  private final String server;
  private volatile boolean lost;

  ConnectionWatch(ManagedChannel channel, String server) {
    this.channel = channel;
    this.server = server;
  }

  /** Begins now, and ends with the channel. */
  void start() {
    look(channel.getState(false));
  }

  private void look(ConnectivityState state) {
    switch (state) {
      case READY -> {
        if (lost) {
          log.info("Temporal at {}: reached again", server);
        }
        lost = false;
      }
      case TRANSIENT_FAILURE -> {
        if (!lost) {
          log.warn("Temporal at {}: lost; conversations wait until it is back", server);
        }
        lost = true;
      }
      case SHUTDOWN -> {
        return;
      }
      case IDLE, CONNECTING -> {}
    }
    channel.notifyWhenStateChanged(state, () -> look(channel.getState(false)));
  }
}
