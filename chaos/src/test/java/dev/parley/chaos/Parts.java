package dev.parley.chaos;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** The parts of a machine that these tests need. */
final class Parts {

  private Parts() {}

  /**
   * The {@code temporal} program. Where it is missing the test is skipped with a loud line, or
   * fails if {@code PARLEY_REQUIRE} names {@code temporal}.
   */
  static Path requireTemporal() {
    return require(
        "temporal",
        TemporalProgram.find(System.getenv()),
        "a real server",
        TemporalProgram.remedy());
  }

  /** The folder of PostgreSQL's programs, by the same rules with {@code postgres}. */
  static Path requirePostgres() {
    return require("postgres", Postgres.find(System.getenv()), "PostgreSQL", Postgres.remedy());
  }

  private static Path require(String name, Optional<Path> found, String on, String remedy) {
    if (found.isPresent()) {
      return found.get();
    }
    String required = System.getenv().getOrDefault("PARLEY_REQUIRE", "");
    if (List.of(required.split(",", -1)).contains(name)) {
      throw new IllegalStateException(remedy);
    }
    System.err.println("SKIPPED: tests on %s: %s".formatted(on, remedy));
    Assumptions.abort("no " + name);
    throw new IllegalStateException("unreachable: abort throws");
  }
}
