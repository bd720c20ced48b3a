package dev.parley.activities.code;

import dev.parley.agents.FileNames;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** What blocks of code mean by the names of files that they give. */
final class WorkspaceNames {

  private WorkspaceNames() {}

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
    return Optional.of(String.join("/", parts)).filter(FileNames::isSafe);
  }
}
