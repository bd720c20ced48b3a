package dev.parley.client.view;

import dev.parley.agents.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
final class Amounts {

  private static final BigDecimal CENT = new BigDecimal("0.01");

  private Amounts() {}

  /** {@code 1 entry}, {@code 1,204 entries}. */
  static String count(long number, String one, String more) {
    return number(number) + " " + (number == 1 ? one : more);
  }

  /** {@code 1,204}. */
  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code $1.25}, {@code $0.0031}: from a cent on four decimals, below it two digits. */
  static String money(Money money) {
    BigDecimal dollars = money.dollars();
    BigDecimal rounded =
        dollars.compareTo(CENT) < 0
            ? dollars.round(new MathContext(2, RoundingMode.HALF_UP))
            : dollars.setScale(4, RoundingMode.HALF_UP);
    rounded = rounded.stripTrailingZeros();
    return "$" + rounded.setScale(Math.max(2, rounded.scale()), RoundingMode.UNNECESSARY);
  }

  /** {@code 812 B}, {@code 12.3 KB}, in powers of 1,024. */
  static String bytes(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    double size = bytes / 1024.0;
    String unit = "KB";
    if (size >= 1024) {
      size /= 1024;
      unit = "MB";
    }
    return String.format(Locale.ROOT, "%.1f %s", size, unit);
  }

  /** {@code 820 ms}, {@code 1.4 s}, {@code 3 min 20 s}, {@code 2 h 5 min}, {@code 3 d 4 h}. */
  static String duration(Duration time) {
    if (time.toSeconds() < 1) {
      return Math.max(0, time.toMillis()) + " ms";
    }
    if (time.toMinutes() < 1) {
      return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
    if (time.toHours() < 1) {
      return "%d min %d s".formatted(time.toMinutes(), time.toSecondsPart());
    }
    if (time.toDays() < 1) {
      return "%d h %d min".formatted(time.toHours(), time.toMinutesPart());
    }
    return "%d d %d h".formatted(time.toDays(), time.toHoursPart());
  }

  /** How long ago, in its largest unit: {@code 45 s}, {@code 12 min}, {@code 3 h}, {@code 5 d}. */
  static String age(Duration time) {
    if (time.toMinutes() < 1) {
      return Math.max(0, time.toSeconds()) + " s";
    }
    if (time.toHours() < 1) {
      return time.toMinutes() + " min";
    }
    return time.toDays() < 1 ? time.toHours() + " h" : time.toDays() + " d";
  }
}
