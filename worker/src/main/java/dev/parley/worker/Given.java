package dev.parley.worker;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value of the configuration as it was written.
 *
 * @param value the text, without blanks around it
 * @param where it stands, e.g. {@code parley.yml:14: parley.attempts}
 */
record Given(String value, String where) {

  private static final Pattern MEASURE = Pattern.compile("([0-9]{1,12})([A-Za-z]{1,2})");
  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
  private static final Map<String, Long> BYTES =
      Map.of("B", 1L, "KB", 1L << 10, "MB", 1L << 20, "GB", 1L << 30, "TB", 1L << 40);

  Given {
    value = value.strip();
  }

  /** The value may be a secret. */
  @Override
  public String toString() {
    return where;
  }

  Duration duration() {
    return Duration.ofMillis(measure(MILLIS, "a duration such as 30s or 10m"));
  }

  long bytes() {
    return measure(BYTES, "a size such as 512MB");
  }

  int count(int least) {
    long count = whole();
    if (count < least || count > Integer.MAX_VALUE) {
      throw wrong("a whole number from " + least);
    }
    return (int) count;
  }

  long whole() {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw wrong("a whole number");
    }
  }

  double number() {
    return amount("a number").doubleValue();
  }

  BigDecimal amount(String what) {
    try {
      BigDecimal amount = new BigDecimal(value);
      if (amount.signum() >= 0 && amount.compareTo(BigDecimal.valueOf(1_000_000_000)) < 0) {
        return amount;
      }
      throw wrong(what);
    } catch (NumberFormatException e) {
      throw wrong(what);
    }
  }

  boolean flag() {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong("true or false");
    };
  }

  Path path() {
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      throw wrong("a path");
    }
  }

  List<String> list() {
    return Arrays.stream(value.split(",", -1))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }

  WorkerException.Invalid wrong(String rule) {
    return new WorkerException.Invalid("%s: must be %s, is \"%s\"".formatted(where, rule, value));
  }

  private long measure(Map<String, Long> units, String what) {
    Matcher matcher = MEASURE.matcher(value);
    Long unit = matcher.matches() ? units.get(matcher.group(2)) : null;
    if (unit == null) {
      throw wrong(what);
    }
    try {
      return Math.multiplyExact(Long.parseLong(matcher.group(1)), unit);
    } catch (ArithmeticException e) {
      throw wrong(what);
    }
  }
}
