package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.cli.Cli.Ran;
import dev.parley.cli.local.DevInfo;
import dev.parley.cli.local.DevLauncher;
import dev.parley.cli.local.Home;
import dev.parley.transcript.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Replies while they come: a worker process says them, commands in other processes show them. */
@Timeout(180)
final class StreamingTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** In no file but the store's and those beside it. */
  private static final String PLANTED = "aubergine";

  private static final String TALE =
      IntStream.range(0, 60).mapToObj(i -> PLANTED + i).reduce("Once:", (a, b) -> a + " " + b);

  @TempDir private static Path folder;

  private static Cli cli = Cli.of(Path.of(""));

  @BeforeAll
  static void everythingRuns() throws IOException {
    RealParts.requireTemporal();
    cli = Cli.of(folder.resolve("home"));
    team("hold", "[{say: one, delay: 600s}]");
    team("tale", "[{say: \"%s TERMINATE\", delay: 4s, times: any}]".formatted(TALE));
    team("long", "[{say: \"%s TERMINATE\", delay: 12s, times: any}]".formatted(TALE));
    assertThat(cli.run("run", file("hold"), "hold", "--id", "holder", "--detach").code()).isZero();
  }

  @AfterAll
  static void nothingIsLeft() {
    var unused = cli.run("dev", "--stop");
  }

  private static void team(String name, String replies) throws IOException {
    Files.writeString(
        folder.resolve(name + ".yaml"),
        """
        name: %s
        models:
          m: { provider: scripted, replies: %s }
        agents:
          teller: { type: AssistantAgent, model: m, system: You tell. }
        team: { type: RoundRobinGroupChat, participants: [teller], termination: { textMention: TERMINATE } }
        """
            .formatted(name, replies));
  }

  private static String file(String name) {
    return folder.resolve(name + ".yaml").toString();
  }

  // --- What is looked at

  private static List<JsonNode> lines(Ran ran) {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : ran.lines()) {
      lines.add(Json.read(line, JsonNode.class));
    }
    return lines;
  }

  private static List<JsonNode> deltas(List<JsonNode> lines) {
    return lines.stream().filter(line -> line.has("delta")).map(line -> line.get("delta")).toList();
  }

  private static String joined(List<JsonNode> deltas) {
    return deltas.stream().map(delta -> delta.get("text").asText()).reduce("", String::concat);
  }

  /** The files in which a worker says what its calls say. */
  private static List<Path> speaking() {
    try (Stream<Path> all = Files.walk(folder.resolve("home/parley.db-live"))) {
      return all.filter(Files::isRegularFile).toList();
    } catch (NoSuchFileException | UncheckedIOException silent) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitWords(int bytes) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> speaking().stream().anyMatch(file -> file.toFile().length() > bytes));
  }

  private static Ran watch(String id) {
    return cli.run("watch", id, "--jsonl", "--stream");
  }

  private static void detached(String team, String id) {
    assertThat(cli.run("run", file(team), "Tell.", "--id", id, "--detach").code()).isZero();
  }

  // --- Lines of JSON

  @Test
  void wordsOfAReplyComeBetweenTheEntries() {
    Ran ran = cli.run("run", file("tale"), "Tell.", "--jsonl", "--stream", "--id", "between");
    assertThat(ran.code()).isZero();
    List<JsonNode> lines = lines(ran);
    List<JsonNode> deltas = deltas(lines);
    assertThat(deltas).hasSizeGreaterThan(5);
    assertThat(lines.subList(2, lines.size() - 2)).allMatch(line -> line.has("delta"));
    assertThat(deltas)
        .allMatch(delta -> delta.get("seq").asInt() == 1)
        .allMatch(delta -> delta.get("author").asText().equals("teller"))
        .allMatch(delta -> delta.get("attempt").asInt() == 1);
    JsonNode entry = lines.get(lines.size() - 2);
    assertThat(entry.get("text").asText()).startsWith(joined(deltas));
    assertThat(joined(deltas).length()).isGreaterThan(TALE.length() / 2);
    Ran without = cli.run("watch", "between", "--jsonl");
    assertThat(without.lines())
        .containsExactlyElementsOf(
            ran.lines().stream().filter(line -> !line.startsWith("{\"delta\"")).toList());
    assertThat(watch("between")).isEqualTo(without);
  }

  @Test
  void whoComesLateHearsAllThatWasSaid() throws Exception {
    detached("tale", "late");
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<Ran> first = threads.submit(() -> watch("late"));
      awaitWords(200);
      Future<Ran> second = threads.submit(() -> watch("late"));
      List<JsonNode> late = lines(second.get());
      assertThat(deltas(late).getFirst().get("text").asText()).hasSizeGreaterThan(150);
      for (List<JsonNode> heard : List.of(lines(first.get()), late)) {
        assertThat(joined(deltas(heard))).startsWith("Once: " + PLANTED + "0 ");
        assertThat(heard.get(heard.size() - 2).get("text").asText())
            .startsWith(joined(deltas(heard)));
      }
    }
    await().untilAsserted(() -> assertThat(speaking()).isEmpty());
  }

  @Test
  void theReplyOfAKilledWorkerIsBegunAnew() throws Exception {
    detached("long", "killed");
    try (ExecutorService threads = Executors.newFixedThreadPool(1)) {
      Future<Ran> watching = threads.submit(() -> watch("killed"));
      awaitWords(200);
      kill();
      List<JsonNode> lines = lines(watching.get());
      int restart =
          IntStream.range(0, lines.size())
              .filter(i -> lines.get(i).has("restart"))
              .findFirst()
              .orElseThrow();
      assertThat(lines.get(restart).toString())
          .isEqualTo("{\"restart\":{\"seq\":1,\"attempt\":2}}");
      List<JsonNode> again = deltas(lines.subList(restart, lines.size()));
      assertThat(joined(deltas(lines.subList(0, restart)))).startsWith("Once: " + PLANTED);
      assertThat(joined(again)).startsWith("Once: " + PLANTED);
      assertThat(again).allMatch(delta -> delta.get("attempt").asInt() == 2);
      assertThat(lines.get(lines.size() - 2).get("attempts").asInt()).isEqualTo(2);
    }
    await().untilAsserted(() -> assertThat(speaking()).isEmpty());
  }

  private static void kill() throws Exception {
    Home home = Home.of(Cli.root(), cli.environment());
    try (DevLauncher launcher = DevLauncher.of(home, cli.environment())) {
      long worker = launcher.current().flatMap(DevInfo::worker).orElseThrow().pid();
      assertThat(new ProcessBuilder("kill", "-9", "" + worker).start().waitFor()).isZero();
    }
  }

  @Test
  void wordsOfADeletedConversationAreNowhere() {
    detached("long", "deleted");
    awaitWords(200);
    assertThat(cli.run("delete", "deleted").code()).isZero();
    assertThat(speaking()).isEmpty();
    await()
        .during(Duration.ofSeconds(1))
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(speaking()).isEmpty());
  }

  @Test
  void noFileOfTheServerHoldsAWord() throws IOException {
    assertThat(cli.run("run", file("tale"), "Tell.", "--id", "discreet").out()).contains(PLANTED);
    try (Stream<Path> all = Files.walk(folder.resolve("home"))) {
      List<Path> temporal =
          all.filter(file -> file.getFileName().toString().matches("temporal.*|.*\\.log.*"))
              .filter(Files::isRegularFile)
              .toList();
      assertThat(temporal).anyMatch(file -> holds(file, "discreet"));
      assertThat(temporal).noneMatch(file -> holds(file, PLANTED));
    }
  }

  private static boolean holds(Path file, String word) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(word);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void streamWithoutJsonlIsWrongUse() {
    Ran ran = cli.run("run", file("tale"), "Tell.", "--stream");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("--stream goes with --jsonl");
  }

  // --- A terminal

  /** In a pseudo-terminal, where the machine has a program that makes one. */
  @Test
  void onATerminalTheReplyGrowsAndTheEntryStays() throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")));
    Path output = folder.resolve("terminal.out");
    Process terminal = terminal(output, "run", file("tale"), "Tell.");
    List<String> seen = new ArrayList<>();
    try {
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                seen.add(glass(output));
                return !terminal.isAlive();
              });
      assertThat(terminal.exitValue()).isZero();
    } finally {
      terminal.destroyForcibly();
    }
    assertThat(seen)
        .anyMatch(text -> text.contains(PLANTED + "7 ") && !text.contains(PLANTED + "59"));
    String last = glass(output);
    assertThat(last).containsOnlyOnce("teller     › Once:").containsOnlyOnce(PLANTED + "7 ");
    assertThat(last).containsOnlyOnce(PLANTED + "59").contains("Finished");
  }

  private static String glass(Path output) throws IOException {
    return Files.exists(output)
        ? new Glass(72, 20).show(whole(Files.readString(output))).text()
        : "";
  }

  /** Without a sequence whose rest is not written yet. */
  private static String whole(String text) {
    int escape = text.lastIndexOf('\u001B');
    return escape >= 0 && text.length() - escape < 8 ? text.substring(0, escape) : text;
  }

  private static Process terminal(Path output, String... arguments) throws IOException {
    String command =
        String.join(
            " ",
            Stream.concat(
                    Stream.of(
                        "stty cols 72 rows 20; exec",
                        System.getProperty("java.home") + "/bin/java",
                        "-XX:TieredStopAtLevel=1",
                        "-Dparley.root=" + Cli.root(),
                        "-cp \"$TEST_CLASSES\"",
                        Main.class.getName()),
                    Stream.of(arguments))
                .toList());
    ProcessBuilder builder =
        new ProcessBuilder("/usr/bin/script", "-qefc", command, "/dev/null")
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().clear();
    builder.environment().putAll(cli.environment());
    builder.environment().put("TEST_CLASSES", System.getProperty("java.class.path"));
    builder.environment().put("TERM", "xterm");
    builder.environment().remove("COLUMNS");
    return builder.start();
  }
}
