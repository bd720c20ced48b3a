package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.cli.Cli.Ran;
import dev.parley.cli.local.Dev;
import dev.parley.cli.local.Home;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code --lib} and {@code PARLEY_LIB} with a real jar, a real server and real workers. */
@Timeout(180)
class LibrariesTest {

  private static final String ANSWER = "Hello from the jar.\n";

  @TempDir private Path folder;
  private Cli cli = Cli.of(Path.of(""));
  private Path jar = Path.of("");
  private String team = "";

  @BeforeEach
  void aJarAndATeam() throws IOException {
    cli = Cli.of(folder.resolve("home"));
    jar = GreetingJar.in(folder);
    team = Files.writeString(folder.resolve("greeting.yaml"), GreetingJar.TEAM).toString();
  }

  @AfterEach
  void nothingIsLeft() {
    var unused = cli.run("dev", "--stop");
  }

  @Test
  void aRunStartsAWorkerWithTheJar() {
    RealParts.requireTemporal();
    Ran ran = cli.run("run", team, "Greet us.", "--lib", jar.toString());

    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).isEqualTo(ANSWER);
    assertThat(ran.code()).isZero();
  }

  @Test
  void theVariableDoesTheSameAlsoWithAPathFromHere() {
    RealParts.requireTemporal();
    Path here = Path.of("").toAbsolutePath();
    Cli set = cli.with("PARLEY_LIB", here.relativize(jar.toAbsolutePath()).toString());
    Ran ran = set.run("run", team, "Greet us.");

    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).isEqualTo(ANSWER);
  }

  @Test
  void aVariableThatNamesNothingIsRefusedBeforeAnythingStarts() {
    Ran ran = cli.with("PARLEY_LIB", folder.resolve("gone.jar").toString()).run("run", team, "x");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("gone.jar");
  }

  @Test
  void aWorkerOfItsOwnHasTheJarToo() throws Exception {
    RealParts.requireTemporal();
    Path idle =
        Files.writeString(
            folder.resolve("idle.yaml"),
            """
            name: idle
            models: { m: { provider: scripted, replies: [ { say: x, delay: 120s } ] } }
            agents: { a: { type: AssistantAgent, model: m } }
            team: { type: RoundRobinGroupChat, participants: [a], maxTurns: 1 }
            """);
    assertThat(cli.run("run", idle.toString(), "hold the server", "--detach").code()).isZero();
    Home home = Home.of(Cli.root(), cli.environment());
    // On a queue of its own, so that the worker without the jar takes nothing of it.
    Cli apart =
        cli.with("TEMPORAL_ADDRESS", Dev.current(home).orElseThrow().temporalAddress())
            .with("PARLEY_STORE", home.storeUrl())
            .with("PARLEY_TASK_QUEUE", "with-the-jar")
            .with("PARLEY_PROFILE", "local")
            .with("MICRONAUT_SERVER_PORT", "-1");
    Process worker = worker(apart.environment());
    try {
      Ran ran = apart.run("run", team, "Greet us.");

      assertThat(ran.out()).as(Files.readString(folder.resolve("worker.out"))).isEqualTo(ANSWER);
      assertThat(worker.isAlive()).isTrue();
    } finally {
      worker.destroy();
      assertThat(worker.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  private Process worker(Map<String, String> environment) throws IOException {
    File output = folder.resolve("worker.out").toFile();
    var builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dparley.root=" + Cli.root(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.parley.cli.Main",
                "worker",
                "--lib",
                jar.toString()));
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.redirectErrorStream(true).redirectOutput(output).start();
  }
}
