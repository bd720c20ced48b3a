package dev.parley.worker;

import dev.parley.worker.WorkerSettings.ModelSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills {@code ${env:NAME}} in a settings file, with variables that may be named there. */
record SettingsVariables(ModelSettings keys) {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([A-Za-z_][A-Za-z0-9_]*)}");

  /**
   * The texts with their variables.
   *
   * @param place of the map, for messages
   * @throws WorkerException.Invalid with place and name, if one is not listed or not set
   */
  Map<String, String> filled(String place, Map<String, String> written) {
    Map<String, String> all = new LinkedHashMap<>();
    written.forEach((name, value) -> all.put(name, filled("%s.%s".formatted(place, name), value)));
    return all;
  }

  /** The text with its variables. */
  String filled(String place, String written) {
    Matcher names = VARIABLE.matcher(written);
    StringBuilder filled = new StringBuilder();
    while (names.find()) {
      names.appendReplacement(filled, Matcher.quoteReplacement(variable(place, names.group(1))));
    }
    return names.appendTail(filled).toString();
  }

  private String variable(String place, String name) {
    if (!keys.mayName(name)) {
      throw new WorkerException.Invalid(
          "%s: %s may not be named here; list it in %s"
              .formatted(place, name, Setting.KEY_VARIABLES.key()));
    }
    String value = keys.environment().getOrDefault(name, "").strip();
    if (value.isEmpty()) {
      throw new WorkerException.Invalid(
          "%s: %s is not set; set it for the worker".formatted(place, name));
    }
    return value;
  }
}
