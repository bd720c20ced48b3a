package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.cli.Cli.Ran;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo itself: a real kill, a real server, real code in the best sandbox that there is. */
@Timeout(300)
final class DemoTest {

  private static final String LINES =
      """
      Parley demo: two agents fix a program; halfway, this demo kills its own worker.

      Temporal   .+ \\(file .+\\.db\\)     http://127\\.0\\.0\\.1:\\d+
      Sandbox    .+
      Model      scripted: a fixed script stands in for a language model

      user       › Average the amounts per region in sales\\.csv\\.
      coder      › \\(python, 9 lines\\)
      runner     › exitcode: 1 \\(execution failed\\)   KeyError: 'Region'
      ✗ worker killed \\(kill -9, pid \\d+\\)
      ✓ worker \\d+ took over after \\d+\\.\\d s; nothing asked twice
      coder      › The column is called "region"\\. \\(python, 9 lines\\)
      runner     › exitcode: 0 \\(execution succeeded\\)  north 412\\.50  south 388\\.20
      coder      › North averages 412\\.50, south 388\\.20\\. TERMINATE

      Finished: text "TERMINATE" · 6 entries · 3 model calls · 2 code runs · 1 crash survived
      Try: \\./parley show demo-\\w+   \\./parley run examples/coding\\.yaml "…" --model openai:gpt-4o
      """;

  @TempDir private Path folder;

  @Test
  void theDemoSurvivesItsOwnKill() {
    RealParts.requireTemporal();
    Cli cli = Cli.of(folder.resolve("home"));
    Ran ran = cli.run("demo");
    assertThat(ran.out()).matches(LINES);
    assertThat(ran.code()).isZero();
    assertThat(cli.run("dev", "--stop").out()).isEqualTo("Nothing runs for this home.\n");
  }

  @Test
  void withoutAnySandboxItRunsItsOwnProgramAndSaysSo() throws IOException {
    RealParts.requireTemporal();
    Cli cli =
        Cli.of(folder.resolve("home"))
            .with("DOCKER_HOST", "unix:///nowhere")
            .with("PATH", programs("sh", "setsid", "kill", "tar", "python3").toString());
    Ran ran = cli.run("demo");
    unlink();
    assertThat(ran.out())
        .contains("Sandbox    none here: the demo's own fixed program runs as a plain process")
        .matches(LINES);
    assertThat(ran.code()).isZero();
  }

  /** A folder that holds only these of the programs in {@code PATH}. */
  private Path programs(String... names) throws IOException {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    List<String> places = new ArrayList<>(List.of("/usr/bin", "/bin"));
    places.addAll(List.of(System.getenv("PATH").split(File.pathSeparator, -1)));
    for (String name : names) {
      for (String place : places) {
        Path program = Path.of(place, name);
        if (Files.isExecutable(program) && !Files.exists(bin.resolve(name))) {
          Files.createSymbolicLink(bin.resolve(name), program);
        }
      }
    }
    return bin;
  }

  /** JUnit warns of every link that leads out of its folder. */
  private void unlink() throws IOException {
    try (Stream<Path> links = Files.list(folder.resolve("bin"))) {
      for (Path link : links.toList()) {
        Files.delete(link);
      }
    }
  }
}
