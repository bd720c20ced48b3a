package dev.parley.client.view;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Moments for a person, where that person is.
 *
 * @param now what is left is counted from it
 */
public record Times(ZoneId zone, Instant now) {

  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("HH:mm zzz", Locale.ENGLISH);

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ENGLISH);

  /** {@code at 14:02 CET}; on another day {@code on 2026-11-20 at 14:02 CET}. */
  public String at(Instant moment) {
    var there = moment.atZone(zone);
    boolean today = there.toLocalDate().equals(now.atZone(zone).toLocalDate());
    return (today ? "" : "on " + DAY.format(there) + " ") + "at " + HOUR.format(there);
  }

  /** {@code 6 h left, then → cfo}. */
  String left(Instant deadline, @Nullable String then) {
    return InboxView.left(deadline, then, now);
  }
}
