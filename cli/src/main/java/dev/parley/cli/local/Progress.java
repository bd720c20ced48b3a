package dev.parley.cli.local;

/** Shows people how something long goes on. */
@FunctionalInterface
public interface Progress {

  /** Says nothing. */
  Progress NONE = line -> {};

  /**
   * Shows the current stage in place of the one before.
   *
   * @param line what happens now, {@code compiling (512 packages)}; empty: it is over
   */
  void stage(String line);
}
