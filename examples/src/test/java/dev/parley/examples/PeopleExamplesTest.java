package dev.parley.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The examples with people in them, run by the very words of the guide. */
@Timeout(180)
class PeopleExamplesTest {

  private static final Path GUIDE = Clone.ROOT.resolve("docs/guides/approvals.md");
  private static final Pattern BLOCK = Pattern.compile("```text\\n(\\$ .*?)```", Pattern.DOTALL);

  @TempDir private static Path scratch;
  private static Map<String, String> environment = Map.of();

  @BeforeAll
  static void aHome() throws IOException {
    Clone.requireTemporal();
    Map<String, String> all = new TreeMap<>();
    all.put("PARLEY_HOME", Files.createDirectory(scratch.resolve("home")).toString());
    String java = Path.of(System.getProperty("java.home"), "bin").toString();
    all.put("PATH", java + ":" + System.getenv("PATH"));
    environment = Map.copyOf(all);
  }

  @AfterAll
  static void nothingIsLeft() throws Exception {
    var unused = Clone.bash(scratch, environment, "./parley dev --stop");
  }

  /** A command of the guide, and the beginnings of the lines that the guide shows of its output. */
  private record Shown(String command, List<String> lines) {}

  private static List<Shown> example(String file) throws IOException {
    Matcher blocks = BLOCK.matcher(Files.readString(GUIDE));
    while (blocks.find()) {
      if (blocks.group(1).contains(file)) {
        return shown(blocks.group(1));
      }
    }
    throw new AssertionError("the guide does not show " + file);
  }

  private static List<Shown> shown(String block) {
    List<Shown> all = new ArrayList<>();
    block
        .lines()
        .forEach(
            line -> {
              if (line.startsWith("$ ")) {
                all.add(new Shown(line.substring(2), new ArrayList<>()));
              } else {
                all.getLast().lines().add(line);
              }
            });
    return all;
  }

  private static void runs(List<Shown> commands) throws Exception {
    for (Shown shown : commands) {
      Clone.Ran ran = Clone.bash(scratch, environment, shown.command());
      // It waits for a person where it says so.
      int code = shown.command().contains("--no-wait") ? 3 : 0;
      assertThat(ran.exit()).as(shown.command() + "\n" + ran.output()).isEqualTo(code);
      for (String line : shown.lines()) {
        assertThat(ran.output()).as(shown.command()).contains(line);
      }
    }
  }

  @Test
  void aStudentsAssistantAsksAnExpert() throws Exception {
    List<Shown> commands = example("examples/expert.yaml");
    assertThat(commands).hasSize(4);
    runs(commands);
  }

  @Test
  void aTravelAgencyRefundsAFlight() throws Exception {
    List<Shown> commands = example("examples/travel.yaml");
    assertThat(commands).hasSize(8);
    runs(commands);
  }
}
