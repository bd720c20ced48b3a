package dev.parley.activities.code;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What an agent that runs code says, in AutoGen's words. */
public final class Feedback {

  private Feedback() {}

  /** The outcome of a run: exit code, output, and what else there is to know. */
  public static String of(RunResult result) {
    String text =
        "exitcode: %d (%s)\nCode output: %s"
            .formatted(
                result.exitCode(),
                result.exitCode() == 0 ? "execution succeeded" : "execution failed",
                result.output());
    return result.notes().stream().reduce(text, (all, note) -> all.stripTrailing() + "\n" + note);
  }

  /**
   * Why nothing ran.
   *
   * @param fences the language of each code fence that was seen, empty where it names none
   */
  public static String nothingRan(List<String> fences) {
    String wanted =
        "Put the code to run into a block that starts with ```python or ```sh on a line of its own.";
    if (fences.isEmpty()) {
      return "Nothing was run: there is no code block in the messages. " + wanted;
    }
    Map<String, Long> seen =
        fences.stream()
            .map(language -> language.isEmpty() ? "``` without a language" : "```" + language)
            .collect(
                Collectors.groupingBy(fence -> fence, LinkedHashMap::new, Collectors.counting()));
    return "Nothing was run: no block holds code in python or sh. Seen: %s. %s"
        .formatted(
            seen.entrySet().stream()
                .map(e -> e.getValue() == 1 ? e.getKey() : e.getKey() + " (" + e.getValue() + ")")
                .collect(Collectors.joining(", ")),
            wanted);
  }
}
