package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.cli.Cli.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Conversations that the Temporal server does not know any more, with real parts. */
@Timeout(180)
final class RecoverTest {

  @TempDir private Path folder;
  private Path home = Path.of("");
  private Cli cli = Cli.of(Path.of(""));

  @BeforeEach
  void aHome() throws IOException {
    RealParts.requireTemporal();
    home = folder.resolve("home");
    cli = Cli.of(home);
    Files.writeString(
        folder.resolve("slow.yaml"),
        """
        name: slow
        models:
          m: { provider: scripted, replies: [one, {say: two, delay: 8s}, three TERMINATE] }
        agents:
          a: { type: AssistantAgent, model: m }
        team: { type: RoundRobinGroupChat, participants: [a], termination: { textMention: TERMINATE } }
        """);
  }

  @AfterEach
  void nothingIsLeft() {
    var unused = cli.run("dev", "--stop");
  }

  private void start(String id) {
    Ran ran = cli.run("run", folder.resolve("slow.yaml").toString(), "x", "--id", id, "--detach");
    assertThat(ran.code()).as(ran.err()).isZero();
  }

  private void awaitFirstReply(String id) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> cli.run("show", id).out().contains("a          › one"));
  }

  /** As after an upgrade: the file is named by the version of the server. */
  private void renameTheServersFiles() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(home)) {
      files = all.filter(file -> file.getFileName().toString().startsWith("temporal-")).toList();
    }
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      Files.move(file, home.resolve(file.getFileName().toString().replace("temporal-", "older-")));
    }
  }

  @Test
  void whatANewServerDoesNotKnowIsListedAsLostAndRecovered() throws IOException {
    start("first");
    start("second");
    awaitFirstReply("first");
    awaitFirstReply("second");
    assertThat(cli.run("dev", "--stop").code()).isZero();
    renameTheServersFiles();
    assertThat(cli.run("doctor").out())
        .contains("2 open", "not compared with Temporal, which does not run now");

    start("holder");
    assertThat(cli.run("doctor").out())
        .containsPattern("✗ first +lost: Temporal does not know it\n")
        .containsPattern("✗ second +lost: Temporal does not know it\n")
        .contains("→ ./parley recover second starts it again from its entries")
        .doesNotContain("✗ holder");
    assertThat(cli.run("list", "--state", "lost").out())
        .contains("  Temporal does not know it. ./parley recover first starts it again");

    Ran one = cli.run("recover", "first");
    assertThat(one.code()).as(one.err()).isZero();
    assertThat(one.out()).isEqualTo("first was lost and goes on: Temporal does not know it\n");
    assertThat(one.err()).contains("first goes on in the background");
    Ran rest = cli.run("recover", "--all");
    assertThat(rest.code()).as(rest.err()).isZero();
    assertThat(rest.out())
        .isEqualTo(
            """
            second was lost and goes on: Temporal does not know it
            1 conversation recovered.
            """);
    Ran running = cli.run("recover", "second");
    assertThat(running.code()).isEqualTo(2);
    assertThat(running.err()).contains("nothing is wrong with second");

    for (String id : List.of("first", "second")) {
      assertThat(cli.run("watch", id).out()).isEqualTo("three\n");
      // The call that was in flight when the worker stopped may have been made again.
      assertThat(cli.run("show", id).out()).containsPattern("4 entries · [34] model calls");
    }
    Ran over = cli.run("recover", "first");
    assertThat(over.code()).isEqualTo(2);
    assertThat(over.err()).contains("first is over", "./parley say continues it");
    Ran nothing = cli.run("recover", "--all");
    assertThat(nothing.code()).isZero();
    assertThat(nothing.out()).startsWith("Nothing to recover");
  }
}
