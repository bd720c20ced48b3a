package dev.parley.chaos;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The {@code temporal} program that servers are started with. */
public final class TemporalProgram {

  private static final String RELEASE = "temporal-1.29.1";

  private TemporalProgram() {}

  /** The one that {@code PARLEY_TEMPORAL} names, else the one that {@code parley setup} got. */
  public static Optional<Path> find(Map<String, String> environment) {
    String named = environment.getOrDefault("PARLEY_TEMPORAL", "");
    Path program =
        named.isEmpty()
            ? cache(environment).resolve("parley").resolve(RELEASE).resolve("temporal")
            : Path.of(named);
    return Files.isExecutable(program) ? Optional.of(program) : Optional.empty();
  }

  /** What to do where there is none. */
  public static String remedy() {
    return "no Temporal server: run ./parley setup, or set PARLEY_TEMPORAL to a temporal program";
  }

  private static Path cache(Map<String, String> environment) {
    String named = environment.getOrDefault("XDG_CACHE_HOME", "");
    return named.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(named);
  }
}
