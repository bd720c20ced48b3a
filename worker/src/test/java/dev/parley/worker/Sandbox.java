package dev.parley.worker;

import dev.parley.activities.code.SandboxMissing;
import dev.parley.activities.code.SandboxSettings;
import dev.parley.activities.code.Sandboxes;
import dev.parley.agents.Executor;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Whether this machine has a sandbox. */
final class Sandbox {

  private Sandbox() {}

  /** Skips the test with a loud line, or fails it if {@code PARLEY_REQUIRE} names the sandbox. */
  static void require(Executor.Type type) {
    try (Sandboxes sandboxes = new Sandboxes(SandboxSettings.DEFAULT.local(), "test")) {
      var unused = sandboxes.pick(Executor.DEFAULT.in(type));
    } catch (SandboxMissing missing) {
      String required = System.getenv().getOrDefault("PARLEY_REQUIRE", "");
      if (List.of(required.split(",", -1)).contains(type.wire())) {
        throw missing;
      }
      System.err.println("SKIPPED: worker tests that need " + type.wire());
      Assumptions.abort(type.wire() + " is missing");
    }
  }
}
