package dev.parley.benchmarks;

import java.util.Locale;

/** What is said while measuring goes on: to the error stream, so that the table stays clean. */
final class Progress {

  private Progress() {}

  /** Says a line, formatted as {@link String#format} does. */
  static void say(String format, Object... arguments) {
    System.err.println(String.format(Locale.ROOT, "  " + format, arguments));
  }
}
