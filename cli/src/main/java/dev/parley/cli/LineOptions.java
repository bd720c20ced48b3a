package dev.parley.cli;

import picocli.CommandLine.Option;

/** What a command that follows prints for programs. */
final class LineOptions {

  @Option(names = "--jsonl", description = "Prints one JSON object a line and nothing else.")
  private boolean jsonl;

  @Option(
      names = "--stream",
      description = "With --jsonl: between the entries, also lines with the words of a reply.")
  private boolean stream;

  /**
   * Sees whether they go together.
   *
   * @throws UsageException if not
   */
  void check() {
    if (stream && !jsonl) {
      throw new UsageException("--stream goes with --jsonl; a terminal shows replies as they come");
    }
  }

  boolean jsonl() {
    return jsonl;
  }

  boolean stream() {
    return stream;
  }
}
