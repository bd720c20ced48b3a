package dev.parley.activities.code;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The rule for names of files in a workspace. They come from code and models, and end up in paths
 * of workers, containers and people's machines.
 */
final class WorkspaceNames {

  /** What file systems take for one part of a path, in bytes. */
  private static final int PART = 255;

  private static final int WHOLE = 1000;

  private WorkspaceNames() {}

  /**
   * Returns the name if it is safe.
   *
   * @throws IllegalArgumentException with the name and what is wrong with it
   */
  static String check(String name) {
    problem(name)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(
                  "the file name \"%s\" %s".formatted(printable(name), problem));
            });
    return name;
  }

  /** Whether the name is safe. */
  static boolean isSafe(String name) {
    return problem(name).isEmpty();
  }

  private static Optional<String> problem(String name) {
    if (name.isEmpty() || name.length() > WHOLE) {
      return Optional.of("must have 1 to %d characters".formatted(WHOLE));
    }
    if (name.codePoints().anyMatch(WorkspaceNames::isUnsafe)) {
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
  static String printable(String name) {
    var shown = new StringBuilder();
    name.codePoints().limit(100).forEach(c -> shown.appendCodePoint(isUnsafe(c) ? '?' : c));
    return shown.toString();
  }

  /** The safe name that a block of code means by a relative path, if it stays in the workspace. */
  static Optional<String> inWorkspace(String path) {
    if (path.startsWith("/")) {
      return Optional.empty();
    }
    Deque<String> parts = new ArrayDeque<>();
    for (String part : path.strip().split("/", -1)) {
      if (part.equals("..")) {
        if (parts.pollLast() == null) {
          return Optional.empty();
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return Optional.of(String.join("/", parts)).filter(WorkspaceNames::isSafe);
  }
}
