package dev.parley.activities.code;

import com.github.dockerjava.api.exception.NotFoundException;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;

/** The parts of a machine that some tests need. */
final class Parts {

  private Parts() {}

  /**
   * A sandbox of the worker's. Where it is not there, the test is skipped with a loud line, or
   * fails if {@code PARLEY_REQUIRE} names the part.
   */
  static <S> S require(String part, Supplier<S> probe) {
    try {
      return probe.get();
    } catch (SandboxMissing missing) {
      String required = System.getenv().getOrDefault("PARLEY_REQUIRE", "");
      if (List.of(required.split(",", -1)).contains(part)) {
        throw missing;
      }
      System.err.println("SKIPPED: sandbox tests that need " + part + ": " + missing.getMessage());
      Assumptions.abort(part + " is missing");
      throw missing;
    }
  }

  /** A Docker engine with the default image. */
  static Engine requireDocker() {
    return require(
        "docker",
        () -> {
          Engine engine = Engine.probe();
          String image = SandboxSettings.DEFAULT_IMAGE;
          try {
            var unused = engine.client().inspectImageCmd(image).exec();
          } catch (NotFoundException e) {
            throw new SandboxMissing("The image " + image + " is not there. Run: sandbox/build", e);
          }
          return engine;
        });
  }
}
