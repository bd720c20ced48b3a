package dev.parley.agents;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The rule for names of files in a workspace. They come from code and models, and end up in paths
 * of workers, containers and people's machines.
 */
public final class FileNames {

  /** What file systems take for one part of a path, in bytes. */
  private static final int PART = 255;

  private static final int WHOLE = 1000;

  private FileNames() {}

  /**
   * Returns the name if it is safe.
   *
   * @throws IllegalArgumentException with the name and what is wrong with it
   */
  public static String check(String name) {
    problem(name)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(
                  "the file name \"%s\" %s".formatted(printable(name), problem));
            });
    return name;
  }

  /** Whether the name is safe. */
  public static boolean isSafe(String name) {
    return problem(name).isEmpty();
  }

  private static Optional<String> problem(String name) {
    if (name.isEmpty() || name.length() > WHOLE) {
      return Optional.of("must have 1 to %d characters".formatted(WHOLE));
    }
    if (name.codePoints().anyMatch(FileNames::isUnsafe)) {
      return Optional.of("has control characters, a backslash, or is no valid UTF-8");
    }
    for (String part : name.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        return Optional.of("must be a plain path from the workspace, without . and ..");
      }
      if (part.getBytes(StandardCharsets.UTF_8).length > PART) {
        return Optional.of("has a part of more than %d bytes".formatted(PART));
      }
    }
    return Optional.empty();
  }

  private static boolean isUnsafe(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> character == '\\' || character == '\uFFFD';
    };
  }

  /** The name with everything replaced that a terminal would act upon. */
  public static String printable(String name) {
    var shown = new StringBuilder();
    name.codePoints().limit(100).forEach(c -> shown.appendCodePoint(isUnsafe(c) ? '?' : c));
    return shown.toString();
  }
}
