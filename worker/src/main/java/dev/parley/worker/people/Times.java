package dev.parley.worker.people;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Moments for people, always with their zone. */
final class Times {

  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("EEE d MMM uuuu HH:mm z (xxx)", Locale.ENGLISH);

  private Times() {}

  /** {@code Tue 24 Nov 2026 18:00 CET (+01:00)}. */
  static String at(Instant moment, ZoneId zone) {
    return LOCAL.format(moment.atZone(zone));
  }

  /** {@code in 5 h}, {@code 3 min ago}. */
  static String from(Instant now, Instant moment) {
    Duration between = Duration.between(now, moment);
    String size = size(between.abs());
    return between.isNegative() ? size + " ago" : "in " + size;
  }

  private static String size(Duration time) {
    if (time.toDays() >= 2) {
      return time.toDays() + " days";
    }
    if (time.toHours() >= 2) {
      return time.toHours() + " h";
    }
    return time.toMinutes() >= 1 ? time.toMinutes() + " min" : "less than a minute";
  }
}
