package dev.parley.activities.mcp;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of what a server says on its standard error, for the person who configured it. It is
 * never logged: it may hold words of conversations.
 */
final class LastWords {

  private static final Logger LOG = LoggerFactory.getLogger(LastWords.class);
  private static final int LINES = 3;
  private static final int LONGEST = 4_096;
  private static final int SHOWN = 300;

  private final Deque<String> lines = new ArrayDeque<>();

  /** Reads until the stream ends. */
  void read(InputStream errors) {
    Lines all = new Lines(errors, LONGEST);
    try {
      for (Optional<Lines.Line> line = all.next(); line.isPresent(); line = all.next()) {
        keep(line.get().text());
      }
    } catch (IOException e) {
      LOG.debug("a server's standard error was closed");
    }
  }

  private synchronized void keep(String line) {
    String plain = line.replaceAll("\\p{Cntrl}(\\[[0-9;]*m)?", " ").strip();
    if (plain.isEmpty()) {
      return;
    }
    lines.addLast(plain);
    if (lines.size() > LINES) {
      lines.removeFirst();
    }
  }

  /** The last lines in one; empty: it has said nothing. */
  synchronized Optional<String> shown() {
    String all = lines.stream().collect(Collectors.joining(" | "));
    int cut = Math.max(0, all.length() - SHOWN);
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of((cut > 0 ? "…" : "") + all.substring(cut));
  }
}
