package dev.parley.client.teamfile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The teams that Parley brings along, as team files. */
public final class TeamFiles {

  private static final List<String> NAMES = List.of("assistant", "coding");

  private TeamFiles() {}

  /** The names of the built-in teams. */
  public static List<String> names() {
    return NAMES;
  }

  /** The text of a built-in team's file, if there is one of that name. */
  public static Optional<String> source(String name) {
    return NAMES.contains(name) ? Optional.of(load(name)) : Optional.empty();
  }

  /** A built-in team, if there is one of that name. */
  public static Optional<Reading> builtin(String name) {
    return builtin(name, ReadOptions.NONE);
  }

  /** A built-in team with what the command line adds to it, if there is one of that name. */
  public static Optional<Reading> builtin(String name, ReadOptions options) {
    return source(name).map(text -> TeamFile.read(text, name + ".yaml", options));
  }

  private static String load(String name) {
    String file = name + ".yaml";
    try (InputStream in = TeamFiles.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the built-in team %s is not in the jar".formatted(file));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the built-in team %s cannot be read".formatted(file), e);
    }
  }
}
