package dev.parley.activities.people;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A person whom the workers know.
 *
 * @param name under which policies name that person
 * @param email where mail goes
 * @param notices {@code mail}, {@code command}, or names of hooks; empty: mail, if there is an
 *     address, else the worker's command
 * @param away when somebody else stands in
 */
public record Person(
    String name, Optional<String> email, List<String> notices, Optional<Away> away) {

  /** Notices by mail. */
  public static final String MAIL = "mail";

  /** Notices by the worker's command. */
  public static final String COMMAND = "command";

  public Person {
    notices = List.copyOf(notices);
  }

  /** Somebody of whom only the name is known. */
  public static Person named(String name) {
    return new Person(name, Optional.empty(), List.of(), Optional.empty());
  }

  /** How notices reach that person. */
  public List<String> channels() {
    if (!notices.isEmpty()) {
      return notices;
    }
    return List.of(email.isPresent() ? MAIL : COMMAND);
  }

  /** Whether somebody stands in on that day. */
  boolean isAway(LocalDate day) {
    return away.filter(one -> !day.isAfter(one.until())).isPresent();
  }

  /**
   * Somebody stands in.
   *
   * @param until the last day, in the worker's zone
   * @param to who
   */
  public record Away(LocalDate until, String to) {}
}
