package dev.parley.cli;

import java.util.Set;

/** What the process ends with. Scripts rely on these numbers. */
final class Exit {

  /** It was done; a conversation ended as its team says. */
  static final int OK = 0;

  /** A conversation failed, was stopped, or met a limit that nobody wants to meet. */
  static final int FAILED = 1;

  /** Wrong use, an invalid file, an unknown id. */
  static final int USAGE = 2;

  /** A conversation waits for a person. */
  static final int WAITING = 3;

  /** A part is missing or cannot be reached. */
  static final int MISSING = 4;

  /** A decision was refused; nothing changed. */
  static final int REFUSED = 5;

  /** Interrupted; the conversation goes on. */
  static final int INTERRUPTED = 130;

  private static final Set<String> BAD =
      Set.of("failed", "budget", "loopGuard", "stopped", "terminated");

  private Exit() {}

  /** The number for the reason of an end. */
  static int of(String reason) {
    return BAD.contains(reason) ? FAILED : OK;
  }
}
