package dev.parley.activities.openapi;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Makes names that models, team files and providers take of those in a document. */
final class ToolNames {

  private static final int LONGEST = 64;

  private final Set<String> taken = new HashSet<>();

  /** The name of a tool: a letter, then letters, digits, {@code _} and {@code -}. */
  static String tool(String written) {
    String name = written.replaceAll("[^A-Za-z0-9_-]+", "_").replaceAll("^[^A-Za-z]+|[_-]+$", "");
    return cut(name.isEmpty() ? "operation" : name);
  }

  private static String cut(String name) {
    return name.length() <= LONGEST ? name : name.substring(0, LONGEST);
  }

  /** The name of a parameter's field; where two have the same, the second says where it stands. */
  String property(String written, Spot parameter) {
    String plain = plain(written);
    if (!taken.contains(plain)) {
      return free(plain);
    }
    return free(Parameter.in(parameter).name().toLowerCase(Locale.ROOT) + "_" + plain);
  }

  private static String plain(String written) {
    String name = written.replaceAll("[^A-Za-z0-9_.-]+", "_").replaceAll("^_+|_+$", "");
    return cut(name.isEmpty() ? "value" : name);
  }

  /** This name, or one like it that is not taken. */
  String free(String wanted) {
    String name = wanted;
    for (int number = 2; !taken.add(name); number++) {
      name = wanted + "_" + number;
    }
    return name;
  }
}
