package dev.parley.client;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a conversation is started.
 *
 * @param id its id; absent: one is made from the team's name
 * @param starter who starts it
 * @param files files that are in the workspace of the first code run
 */
public record StartOptions(@Nullable String id, String starter, List<Path> files) {

  public StartOptions {
    files = List.copyOf(files);
  }

  /** Started by {@code PARLEY_USER}, else the operating system's user, without files. */
  public static StartOptions defaults() {
    return new StartOptions(null, Person.of(System.getenv()), List.of());
  }

  /** With an id. */
  public StartOptions id(String chosen) {
    return new StartOptions(chosen, starter, files);
  }

  /** With a starter. */
  public StartOptions starter(String who) {
    return new StartOptions(id, who, files);
  }

  /** With files. */
  public StartOptions files(List<Path> more) {
    return new StartOptions(id, starter, more);
  }
}
