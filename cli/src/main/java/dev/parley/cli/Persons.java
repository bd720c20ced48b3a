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
    try {
      return given != null ? Person.named("--as", given) : Person.of(environment);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }
}
