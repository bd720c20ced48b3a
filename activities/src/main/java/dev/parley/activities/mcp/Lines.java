package dev.parley.activities.mcp;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Lines of a stream, of which none takes more memory than allowed. */
final class Lines {

  /** Bytes that are kept of both ends of a line that is too long. */
  private static final int ENDS = 512;

  private final InputStream in;
  private final int most;

  Lines(InputStream in, int most) {
    this.in = new BufferedInputStream(in, 1 << 16);
    this.most = most;
  }

  /**
   * A line.
   *
   * @param text all of it, or its beginning
   * @param end empty: that is all; else the end of a line that was too long
   */
  record Line(String text, Optional<String> end) {}

  /** The next line without its end; empty: there is none. */
  Optional<Line> next() throws IOException {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    int read = in.read();
    if (read < 0) {
      return Optional.empty();
    }
    for (; read >= 0 && read != '\n'; read = in.read()) {
      if (kept.size() == most) {
        return Optional.of(tooLong(kept, read));
      }
      kept.write(read);
    }
    return Optional.of(new Line(kept.toString(StandardCharsets.UTF_8), Optional.empty()));
  }

  /** Reads to the end of the line and keeps both ends of it. */
  private Line tooLong(ByteArrayOutputStream kept, int first) throws IOException {
    byte[] start = kept.toByteArray();
    byte[] ring = new byte[ENDS];
    long count = 0;
    for (int read = first; read >= 0 && read != '\n'; read = in.read()) {
      ring[(int) (count++ % ENDS)] = (byte) read;
    }
    ByteArrayOutputStream end = new ByteArrayOutputStream();
    for (long at = Math.max(0, count - ENDS); at < count; at++) {
      end.write(ring[(int) (at % ENDS)]);
    }
    String head = new String(start, 0, Math.min(ENDS, start.length), StandardCharsets.UTF_8);
    return new Line(head, Optional.of(end.toString(StandardCharsets.UTF_8)));
  }
}
