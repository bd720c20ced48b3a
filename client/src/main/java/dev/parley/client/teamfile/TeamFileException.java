package dev.parley.client.teamfile;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A team file that cannot be used; the message has one line for each error. */
public final class TeamFileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ArrayList<String> lines;

  public TeamFileException(List<Problem> errors) {
    super(errors.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.lines = new ArrayList<>(errors.stream().map(Problem::toString).toList());
  }

  /** The errors, one line each, as {@code check} prints them. */
  public List<String> lines() {
    return List.copyOf(lines);
  }
}
