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
    Optional<Path> found = TemporalProgram.find(System.getenv());
    if (found.isPresent()) {
      return found.get();
    }
    String required = System.getenv().getOrDefault("PARLEY_REQUIRE", "");
    if (List.of(required.split(",", -1)).contains("temporal")) {
      throw new IllegalStateException(TemporalProgram.remedy());
    }
    System.err.println("SKIPPED: tests on a real server: " + TemporalProgram.remedy());
    Assumptions.abort("no Temporal server");
    throw new IllegalStateException("unreachable: abort throws");
  }
}
