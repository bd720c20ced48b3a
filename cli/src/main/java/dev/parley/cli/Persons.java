package dev.parley.cli;

import dev.parley.client.Person;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who sits at a command. */
final class Persons {

  private Persons() {}

  /**
   * The given name, else {@code PARLEY_USER}, else the login name.
   *
   * @throws UsageException if it is no name
   */
  static String acting(@Nullable String given, Map<String, String> environment) {
    return given != null ? named("--as", given) : ofEnvironment(environment);
  }

  /**
   * The name that an option gives.
   *
   * @throws UsageException if it is no name
   */
  static String named(String option, String given) {
    try {
      return Person.named(option, given);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }

  private static String ofEnvironment(Map<String, String> environment) {
    try {
      return Person.of(environment);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }
}
