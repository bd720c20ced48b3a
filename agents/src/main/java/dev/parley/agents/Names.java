package dev.parley.agents;

import java.util.Set;
import java.util.regex.Pattern;

/** The rule for names of agents, teams, models, tools, policies and conversations. */
public final class Names {

  /** What a name looks like: a letter, then up to 63 letters, digits, underscores and hyphens. */
  public static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");

  /** The author of the task; no agent but a {@code UserProxyAgent} may be called so. */
  public static final String USER = "user";

  /** The author of what Parley itself reports. */
  public static final String PARLEY = "parley";

  /** Names that an agent or team may not have. */
  public static final Set<String> RESERVED = Set.of(USER, "end", PARLEY);

  private Names() {}

  /**
   * Returns the name if it is one.
   *
   * @throws IllegalArgumentException with the place, the value and the rule, if it is none
   */
  public static String check(String what, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "%s: \"%s\" is no name; a letter, then up to 63 letters, digits, _ and -"
              .formatted(what, name));
    }
    return name;
  }
}
