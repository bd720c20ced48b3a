package dev.parley.worker.people;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Moments for people, always with their zone. */
final class Times {

  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("EEE d MMM uuuu HH:mm z '(UTC'xxx')'", Locale.ENGLISH);

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("EEE d MMM uuuu HH:mm 'UTC'", Locale.ENGLISH);

  private Times() {}

  /** {@code Tue 24 Nov 2026 18:00 CET (UTC+01:00)}. */
  static String at(Instant moment, ZoneId zone) {
    boolean utc = zone.getRules().getOffset(moment).equals(ZoneOffset.UTC);
    return (utc ? UTC : LOCAL).format(moment.atZone(utc ? ZoneOffset.UTC : zone));
  }

  /** {@code in 5 h}, {@code 3 min ago}. */
  static String from(Instant now, Instant moment) {
    Duration between = Duration.between(now, moment);
    String size = size(between.abs());
    return between.isNegative() ? size + " ago" : "in " + size;
  }

  private static String size(Duration time) {
    long minutes = Math.round(time.toSeconds() / 60.0);
    long hours = Math.round(minutes / 60.0);
    if (hours >= 48) {
      return Math.round(hours / 24.0) + " days";
    }
    if (hours >= 2) {
      return hours + " h";
    }
    return minutes >= 1 ? minutes + " min" : "less than a minute";
  }
}
