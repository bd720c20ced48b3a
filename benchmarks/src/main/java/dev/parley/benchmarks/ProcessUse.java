package dev.parley.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a process has used so far, as Linux counts it in {@code /proc}.
 *
 * @param cpuMillis user and system time, in steps of 10 ms
 * @param residentBytes memory it has now
 */
record ProcessUse(long cpuMillis, long residentBytes) {

  /** Clock ticks are hundredths of a second and pages 4 KiB on every Linux that runs this. */
  private static final long TICK_MILLIS = 10;

  private static final long PAGE = 4096;

  /** Reads it now. */
  static ProcessUse of(long pid) {
    try {
      return parse(Files.readString(Path.of("/proc", Long.toString(pid), "stat")));
    } catch (IOException e) {
      throw new UncheckedIOException("process %d cannot be looked at".formatted(pid), e);
    }
  }

  /** Reads a line of {@code /proc/PID/stat}; the program's name in it may hold anything. */
  static ProcessUse parse(String stat) {
    List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ", -1));
    // Counted from the third field, which is the first behind the name.
    long ticks = Long.parseLong(fields.get(11)) + Long.parseLong(fields.get(12));
    return new ProcessUse(ticks * TICK_MILLIS, Long.parseLong(fields.get(21)) * PAGE);
  }

  double megabytes() {
    return residentBytes / 1e6;
  }
}
