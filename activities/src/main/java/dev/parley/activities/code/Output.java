package dev.parley.activities.code;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Collects what code prints, up to a limit at which it asks for the code to be stopped. */
final class Output {

  private final Runnable whenFull;
  private final int most;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private boolean full;

  Output(Runnable whenFull) {
    this(RunResult.MOST_OUTPUT, whenFull);
  }

  Output(int most, Runnable whenFull) {
    this.most = most;
    this.whenFull = whenFull;
  }

  /** Takes more; what is beyond the limit is dropped. */
  void add(byte[] chunk, int length) {
    if (take(chunk, length)) {
      whenFull.run();
    }
  }

  private synchronized boolean take(byte[] chunk, int length) {
    int room = most - bytes.size();
    bytes.write(chunk, 0, Math.min(room, length));
    boolean first = length > room && !full;
    full |= length > room;
    return first;
  }

  /** Whether more was printed than is kept. */
  synchronized boolean isFull() {
    return full;
  }

  synchronized byte[] bytes() {
    return bytes.toByteArray();
  }

  /** As words of at most about {@code limit} bytes: a longer one loses its middle, not its end. */
  static String text(byte[] all, int limit) {
    if (all.length <= limit) {
      return decode(all, 0, all.length);
    }
    int head = limit / 2;
    while (head > 0 && isInsideCharacter(all[head])) {
      head--;
    }
    int tail = all.length - limit / 2;
    while (tail < all.length && isInsideCharacter(all[tail])) {
      tail++;
    }
    return "%s\n[... %d of %d bytes left out ...]\n%s"
        .formatted(
            decode(all, 0, head), tail - head, all.length, decode(all, tail, all.length - tail));
  }

  private static String decode(byte[] all, int from, int length) {
    return new String(all, from, length, StandardCharsets.UTF_8);
  }

  private static boolean isInsideCharacter(byte b) {
    return (b & 0xC0) == 0x80;
  }
}
