package dev.parley.client.teamfile;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and sizes as team files write them: a whole number and a unit. */
final class Measures {

  private static final Pattern TIME = Pattern.compile("([0-9]{1,12})(ms|s|m|h|d)");
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,12})(B|KB|MB|GB|TB)");

  private static final Map<String, Long> MILLIS = new LinkedHashMap<>();
  private static final Map<String, Long> BYTES = new LinkedHashMap<>();

  static {
    MILLIS.put("d", 86_400_000L);
    MILLIS.put("h", 3_600_000L);
    MILLIS.put("m", 60_000L);
    MILLIS.put("s", 1_000L);
    MILLIS.put("ms", 1L);
    BYTES.put("TB", 1L << 40);
    BYTES.put("GB", 1L << 30);
    BYTES.put("MB", 1L << 20);
    BYTES.put("KB", 1L << 10);
    BYTES.put("B", 1L);
  }

  private Measures() {}

  /** The duration that is written, if one is: {@code 500ms 30s 10m 8h 3d}. */
  static Optional<Duration> time(String written) {
    return parse(TIME, MILLIS, written).map(Duration::ofMillis);
  }

  /** The bytes that are written, if they are: {@code 512MB}; 1 KB is 1,024 bytes. */
  static Optional<Long> size(String written) {
    return parse(SIZE, BYTES, written);
  }

  /**
   * The duration in the largest unit that is exact.
   *
   * @throws IllegalArgumentException if it is no whole number of milliseconds
   */
  static String write(Duration time) {
    if (time.isNegative() || !Duration.ofMillis(time.toMillis()).equals(time)) {
      throw new IllegalArgumentException(
          "a team file cannot say %s; it has whole milliseconds".formatted(time));
    }
    return write(MILLIS, time.toMillis(), "ms");
  }

  /** The size in the largest unit that is exact. */
  static String write(long bytes) {
    return write(BYTES, bytes, "B");
  }

  private static Optional<Long> parse(Pattern form, Map<String, Long> units, String written) {
    Matcher matcher = form.matcher(written);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Long unit = units.get(matcher.group(2));
    try {
      return unit == null
          ? Optional.empty()
          : Optional.of(Math.multiplyExact(Long.parseLong(matcher.group(1)), unit));
    } catch (ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static String write(Map<String, Long> units, long amount, String smallest) {
    for (Map.Entry<String, Long> unit : units.entrySet()) {
      if (amount != 0 && amount % unit.getValue() == 0) {
        return amount / unit.getValue() + unit.getKey();
      }
    }
    return amount + smallest;
  }
}
