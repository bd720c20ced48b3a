package dev.parley.cli;

import dev.parley.cli.local.Home;
import dev.parley.cli.local.PartException;
import dev.parley.cli.local.Progress;
import dev.parley.cli.local.TemporalSetup;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** Parts that a machine may lack: the test is then skipped loudly, or fails if it is required. */
final class RealParts {

  private RealParts() {}

  /** The Temporal server, got as the demo gets it. */
  static void requireTemporal() {
    Map<String, String> environment = System.getenv();
    try {
      var unused =
          TemporalSetup.of(Home.of(Cli.root(), Map.of()), environment).obtain(Progress.NONE);
    } catch (PartException e) {
      if (List.of(environment.getOrDefault("PARLEY_REQUIRE", "").split(",", -1))
          .contains("temporal")) {
        throw e;
      }
      System.err.println("SKIPPED, no Temporal server: " + e.getMessage());
      Assumptions.abort("no Temporal server");
    }
  }
}
