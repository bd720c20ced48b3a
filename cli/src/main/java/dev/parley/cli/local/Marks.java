package dev.parley.cli.local;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The settings that a running worker was started with, as salted digests: whether a command has
 * others can be seen, what they are cannot.
 */
final class Marks {
  private static final Set<String> KEYS =
      Set.of(
          "OPENAI_API_KEY",
          "OPENAI_BASE_URL",
          "AZURE_OPENAI_API_KEY",
          "AZURE_OPENAI_ENDPOINT",
          "ANTHROPIC_API_KEY",
          "ANTHROPIC_BASE_URL",
          "GEMINI_API_KEY",
          "GEMINI_BASE_URL",
          "OLLAMA_HOST");

  /** Settings of commands, not of workers. */
  private static final Set<String> OTHERS =
      Set.of(
          "PARLEY_HOME",
          "PARLEY_CACHE",
          "PARLEY_USER",
          "PARLEY_REQUIRE",
          "PARLEY_LOG",
          "PARLEY_LOG_LEVEL",
          "PARLEY_TEMPORAL",
          "PARLEY_TEMPORAL_RELEASES");

  private Marks() {}

  static Map<String, String> of(Map<String, String> environment, long salt) {
    Map<String, String> marks = new TreeMap<>();
    environment.forEach(
        (name, value) -> {
          if (KEYS.contains(name) || isParleys(name)) {
            marks.put(name, mark(value, salt));
          }
        });
    return marks;
  }

  /**
   * The settings in which a command differs from the running worker. A key that only the worker has
   * is no difference: the command was typed in another terminal.
   */
  static List<String> differing(
      Map<String, String> environment, Map<String, String> marks, long salt) {
    Map<String, String> wanted = of(environment, salt);
    return Stream.concat(wanted.keySet().stream(), marks.keySet().stream().filter(Marks::isParleys))
        .distinct()
        .filter(name -> !wanted.getOrDefault(name, "").equals(marks.getOrDefault(name, "")))
        .sorted()
        .toList();
  }

  private static boolean isParleys(String name) {
    return name.startsWith("PARLEY_") && !OTHERS.contains(name);
  }

  private static String mark(String value, long salt) {
    return Digests.of(salt + " " + value).substring(0, 12);
  }
}
