package dev.parley.cli.local;

import dev.parley.cli.local.TemporalSetup.Program;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** Parts that a machine may lack: the test is then skipped loudly, or fails if it is required. */
final class Parts {
  private Parts() {}

  /** The clone that is tested. */
  static Path root() {
    return Path.of(System.getProperty("parley.root", "..")).toAbsolutePath().normalize();
  }

  /** The Temporal server, got as the demo gets it. */
  static Program requireTemporal() {
    Map<String, String> environment = System.getenv();
    TemporalSetup setup = TemporalSetup.of(Home.of(root(), Map.of()), environment);
    try {
      return setup.obtain(Parts::show);
    } catch (PartException e) {
      if (required("temporal")) {
        throw e;
      }
      System.err.println("SKIPPED, no Temporal server: " + e.getMessage());
      return Assumptions.abort("no Temporal server");
    }
  }

  /** Getting it may take minutes; a line every ten seconds shows that it goes on. */
  private static void show(String line) {
    if (line.endsWith("0 s")) {
      System.err.println(line);
    }
  }

  private static boolean required(String part) {
    return List.of(System.getenv().getOrDefault("PARLEY_REQUIRE", "").split(",", -1))
        .contains(part);
  }
}
