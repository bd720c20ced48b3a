package dev.parley.activities.sql;

import org.jspecify.annotations.Nullable;

/**
 * How a worker reaches a database.
 *
 * @param name what team files call it
 * @param place where it is configured, for messages: {@code parley.yml:9: parley.sql.warehouse}
 * @param url {@code jdbc:postgresql://HOST/NAME} or {@code jdbc:sqlite:PATH}
 */
public record SqlSettings(
    String name, String place, String url, @Nullable String user, @Nullable String password) {

  /** Neither the address nor the password: both may hold secrets. */
  @Override
  public String toString() {
    return "SqlSettings[%s, user=%s]".formatted(name, user);
  }
}
