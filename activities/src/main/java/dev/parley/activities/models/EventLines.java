package dev.parley.activities.models;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Splits a stream of server-sent events into the data of its events. Names, ids and comments are
 * passed over: no provider needs them to be understood.
 */
final class EventLines implements Consumer<byte[]> {

  private static final String DATA = "data:";

  private final Consumer<String> events;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final List<String> data = new ArrayList<>();
  private boolean afterReturn;

  /** Tells the data of each event. */
  EventLines(Consumer<String> events) {
    this.events = events;
  }

  /** Takes the next bytes, wherever they were cut. */
  @Override
  public void accept(byte[] bytes) {
    for (byte next : bytes) {
      boolean secondHalf = next == '\n' && afterReturn;
      afterReturn = next == '\r';
      if (next != '\n' && next != '\r') {
        line.write(next);
      } else if (!secondHalf) {
        ended();
      }
    }
  }

  /** The end: some servers forget the blank line behind the last event. */
  void close() {
    ended();
    dispatch();
  }

  private void ended() {
    String whole = line.toString(StandardCharsets.UTF_8);
    line.reset();
    if (whole.isEmpty()) {
      dispatch();
    } else if (whole.startsWith(DATA)) {
      data.add(whole.substring(DATA.length()).stripLeading());
    }
  }

  private void dispatch() {
    if (!data.isEmpty()) {
      String event = String.join("\n", data);
      data.clear();
      events.accept(event);
    }
  }
}
