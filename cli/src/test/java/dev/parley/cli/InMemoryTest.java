package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.cli.Cli.Ran;
import dev.parley.transcript.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands whose server, store and worker are in their own process, and end with it. */
@Timeout(120)
final class InMemoryTest {

  private static final String FAREWELL =
      "Nothing of this survives: server, store and worker were in memory";

  @TempDir private Path folder;
  private Path home = Path.of("");
  private Cli cli = Cli.of(Path.of(""));

  @BeforeEach
  void aHome() {
    home = folder.resolve("home");
    cli = Cli.of(home);
  }

  private String team(String replies) throws IOException {
    Path file = folder.resolve("two.yaml");
    Files.writeString(
        file,
        """
        name: two
        models:
          m: { provider: scripted, replies: %s }
        agents:
          a: { type: AssistantAgent, model: m }
          b: { type: AssistantAgent, model: m }
        team: { type: RoundRobinGroupChat, participants: [a, b], termination: { textMention: TERMINATE } }
        """
            .formatted(replies));
    return file.toString();
  }

  /** What is in the home besides logs. */
  private List<String> left() throws IOException {
    try (Stream<Path> all = Files.list(home)) {
      return all.map(path -> home.relativize(path).toString())
          .filter(name -> !name.equals("logs") && !name.equals("clients"))
          .toList();
    }
  }

  // --- Run

  @Test
  void aConversationRunsToItsEndAndNothingIsLeftOfIt() throws Exception {
    Ran ran = cli.run("run", team("[Six, The answer is 42. TERMINATE]"), "x", "--in-memory");

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out()).isEqualTo("The answer is 42.\n");
    assertThat(ran.err()).isEqualTo(FAREWELL + "\n");
    assertThat(left()).isEmpty();
    assertThat(cli.run("list").out()).doesNotContain("two-");
  }

  @Test
  void jsonLinesHaveTheShapeThatTheyHaveElsewhere() throws Exception {
    RealParts.requireTemporal();
    String team = team("[Six, TERMINATE]");
    Ran here = cli.run("run", team, "x", "--jsonl", "--id", "same", "--in-memory");
    Ran elsewhere = cli.run("run", team, "x", "--jsonl", "--id", "same");

    assertThat(here.lines()).hasSize(5);
    assertThat(shapes(here)).isEqualTo(shapes(elsewhere));
    assertThat(here.err()).isEqualTo(FAREWELL + "\n");
  }

  /** The keys of each line, in their order. */
  private static List<List<String>> shapes(Ran ran) throws IOException {
    List<List<String>> all = new ArrayList<>();
    for (String line : ran.lines()) {
      JsonNode node = Json.mapper().readTree(line);
      all.add(
          StreamSupport.stream(((Iterable<String>) node::fieldNames).spliterator(), false)
              .toList());
    }
    return all;
  }

  @Test
  void nothingCanGoOnSoDetachAndNoWaitAreRefused() throws Exception {
    for (String option : List.of("--detach", "--no-wait")) {
      Ran ran = cli.run("run", team("[TERMINATE]"), "x", "--in-memory", option);
      assertThat(ran.code()).isEqualTo(2);
      assertThat(ran.err()).contains("--in-memory", option);
    }
  }

  @Test
  void whereNoServerCanBeHadItFallsBackAndSaysSoLoudly() throws Exception {
    Path noFolder = Files.writeString(folder.resolve("cache"), "");
    Cli bare = cli.with("PARLEY_CACHE", noFolder.toString()).with("PATH", folder.toString());
    String team = team("[Six, The answer is 42. TERMINATE]");

    Ran ran = bare.run("run", team, "x");
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out()).isEqualTo("The answer is 42.\n");
    assertThat(ran.err().lines()).hasSize(2).last().isEqualTo(FAREWELL);
    assertThat(ran.err()).startsWith("IN MEMORY: no Temporal server could be had");

    Ran detached = bare.run("run", team, "x", "--detach");
    assertThat(detached.code()).isEqualTo(4);
    assertThat(detached.out()).isEmpty();
  }

  @Test
  void ctrlCEndsEverythingAndSaysSo() throws Exception {
    Process process =
        start("run", team("[one, {say: two, delay: 60s}]"), "x", "--in-memory", "--jsonl");
    try {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> Files.readString(folder.resolve("out")).contains("\"one\""));
      assertThat(left()).singleElement().asString().startsWith("in-memory-");
      assertThat(new ProcessBuilder("kill", "-INT", "" + process.pid()).start().waitFor()).isZero();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).isEqualTo(130);
    assertThat(Files.readAllLines(folder.resolve("err"))).last().isEqualTo(FAREWELL);
    assertThat(left()).isEmpty();
  }

  /** A killed command cannot clean up; the next one does. */
  @Test
  void wordsOfAKilledOneAreRemovedByTheNext() throws Exception {
    Path killed = Files.createDirectories(home.resolve("in-memory-999999999-1"));
    Files.writeString(killed.resolve("parley.db"), "words");

    assertThat(cli.run("run", team("[TERMINATE]"), "x", "--in-memory").code()).isZero();

    assertThat(left()).isEmpty();
  }

  private Process start(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-Dparley.root=" + Cli.root(),
                "-Dparley.log=file",
                "-Dparley.logs=" + home.resolve("logs"),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(arguments));
    if (System.getProperty("os.name").startsWith("Linux")) {
      // A shell that runs the tests in the background has them, and all they start, ignore Ctrl-C.
      command.addAll(0, List.of("/usr/bin/env", "--default-signal=INT"));
    }
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile());
    builder.environment().clear();
    builder.environment().putAll(cli.environment());
    return builder.start();
  }

  // --- Demo and chat

  @Test
  void theDemoLeavesOutTheKillAndSaysSo() throws Exception {
    Ran ran = cli.run("demo", "--in-memory");

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out())
        .startsWith("Parley demo: two agents fix a program. In memory it leaves out to kill")
        .contains("Temporal   in memory: nothing survives, so no worker is killed")
        .contains("North averages 412.50, south 388.20")
        .contains("6 entries · 3 model calls · 2 code runs\n")
        .doesNotContain("worker killed", "./parley show");
    assertThat(ran.err()).endsWith(FAREWELL + "\n");
    assertThat(left()).isEmpty();
  }

  @Test
  void aChatGoesOnFromRoundToRound() throws Exception {
    byte[] typed = "hello\nand again\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    Ran ran =
        cli.typing(typed, "chat", team("[First. TERMINATE, Second. TERMINATE]"), "--in-memory");

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("First.", "Second.");
    assertThat(ran.err()).endsWith(FAREWELL + "\n");
  }
}
