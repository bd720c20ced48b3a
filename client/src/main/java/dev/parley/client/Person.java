package dev.parley.client;

import dev.parley.agents.Names;
import java.util.Map;

/** Who acts where nobody says it. */
public final class Person {

  private static final int LONGEST_LOGIN = 50;

  private Person() {}

  /**
   * {@code PARLEY_USER}, else the login name, made into a name where it is none.
   *
   * @throws IllegalArgumentException if {@code PARLEY_USER} is no name of a person
   */
  public static String of(Map<String, String> environment) {
    String user = environment.getOrDefault("PARLEY_USER", "");
    return user.isBlank()
        ? ofLogin(System.getProperty("user.name", ""))
        : named("PARLEY_USER", user);
  }

  /**
   * The name, if a person may have it.
   *
   * @param where what gives the name, for the message
   * @throws IllegalArgumentException if no person may
   */
  public static String named(String where, String name) {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "%s: \"%s\" is no name of a person; a letter, then up to 63 letters, digits, _ and -"
              .formatted(where, name));
    }
    return name;
  }

  /** A login may be what no person here may be called: {@code user}, or a name with a dot. */
  static String ofLogin(String login) {
    String plain = login.replaceAll("[^A-Za-z0-9_-]", "-");
    String name = plain.substring(0, Math.min(plain.length(), LONGEST_LOGIN));
    return isName(name) ? name : "person-" + name;
  }

  private static boolean isName(String name) {
    return Names.NAME.matcher(name).matches() && !Names.RESERVED.contains(name);
  }
}
