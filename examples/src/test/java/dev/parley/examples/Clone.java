package dev.parley.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** The clone that these tests are in: its launcher, its files, and what the machine lacks. */
final class Clone {

  static final Path ROOT = Path.of(System.getProperty("parley.root", "..")).toAbsolutePath();

  private Clone() {}

  /** What a command printed and how it ended. */
  record Ran(int exit, String output) {}

  /**
   * Runs a script in the clone's folder.
   *
   * @param environment beside PATH and HOME
   */
  static Ran bash(Path scratch, Map<String, String> environment, String script)
      throws IOException, InterruptedException {
    // Maven has built the jars just now; the launcher must not build them again inside of Maven.
    Path built = ROOT.resolve("cli/target/parley/built");
    if (!Files.exists(built)) {
      Files.createFile(built);
    }
    Files.setLastModifiedTime(built, FileTime.from(Instant.now()));
    Path output = Files.createTempFile(scratch, "output", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-e", "-c", script)
            .directory(ROOT.toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(output.toFile());
    builder.environment().keySet().retainAll(Set.of("PATH", "HOME", "JAVA_HOME", "PARLEY_CACHE"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    boolean ended = process.waitFor(180, TimeUnit.SECONDS);
    if (!ended) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    String text = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(ended).as("ended within 180 s: " + script + "\n" + text).isTrue();
    return new Ran(process.exitValue(), text);
  }

  /** Whether a Temporal server can be started without getting one first. */
  static void requireTemporal() {
    String cache =
        System.getenv().getOrDefault("PARLEY_CACHE", System.getProperty("user.home") + "/.cache");
    boolean there =
        System.getenv().containsKey("PARLEY_TEMPORAL")
            || has(Path.of(cache))
            || has(Path.of(cache, "parley"));
    require("temporal", there, "no Temporal server; ./parley setup gets one");
  }

  private static boolean has(Path folder) {
    try (var files = Files.walk(folder, 3)) {
      return files.anyMatch(
          file ->
              file.endsWith("temporal") && Files.isExecutable(file) && Files.isRegularFile(file));
    } catch (IOException | java.io.UncheckedIOException unreadable) {
      return false;
    }
  }

  /** Skips the test with one loud line, or fails it where the part is required. */
  static void require(String part, boolean there, String why) {
    if (there) {
      return;
    }
    List<String> required =
        List.of(System.getenv().getOrDefault("PARLEY_REQUIRE", "").split(",", -1));
    assertThat(required).as(why).doesNotContain(part);
    System.err.println("SKIPPED: " + why);
    Assumptions.abort(why);
  }
}
