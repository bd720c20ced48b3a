package dev.parley.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.activities.models.ModelEndpoint;
import dev.parley.transcript.ConversationStore.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * What can become of the store while conversations are open: they wait, and go on by themselves.
 */
@Timeout(180)
class OperatorStatesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Coding SIX = new Coding(6, Duration.ofMillis(300));

  @TempDir private Path folder;

  private static void start(Lab lab, ModelEndpoint endpoint) {
    lab.start("one", Coding.team(Coding.model(endpoint)), "Add up the squares.");
    lab.awaitEntries("one", 4);
  }

  private static void awaitWhole(Lab lab) {
    lab.awaitEnd("one", PATIENCE);
    assertThat(lab.standing("one").end())
        .satisfies(end -> assertThat(end.reason()).isEqualTo("textMention"));
    assertThat(lab.entries("one")).hasSize(12);
    assertThat(lab.transcript().entries().verify("one")).isEmpty();
  }

  private static void awaitLogged(Lab lab, String text) {
    Waiting.until("the worker logs: " + text, PATIENCE, () -> log(lab).contains(text));
  }

  private static String log(Lab lab) {
    try {
      return Files.readString(lab.worker().log());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  // --- PostgreSQL

  @Test
  void whilePostgresqlIsGoneConversationsWaitAndThenGoOnWithNothingPaidTwice() {
    Optional<Path> programs = Postgres.find(System.getenv());
    if (programs.isEmpty()) {
      skip(Postgres.remedy());
    }
    try (Postgres database = Postgres.start(programs.orElseThrow());
        Lab lab = Lab.open(Parts.requireTemporal(), folder, database.store(), Map.of());
        ModelEndpoint endpoint = SIX.endpoint()) {
      start(lab, endpoint);
      database.kill();
      Waiting.pause(10_000);
      database.launch();
      awaitWhole(lab);
      assertThat(endpoint.requests()).hasSize(6);
      assertThat(log(lab)).contains("the lease was not renewed", "the lease is renewed again");
    }
  }

  // --- A disk

  @Test
  void onAFullDiskConversationsWaitAndGoOnWhenThereIsRoom() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    mount(disk);
    try (Lab lab = Lab.open(Parts.requireTemporal(), folder, Lab.sqlite(disk), Map.of());
        ModelEndpoint endpoint = SIX.endpoint()) {
      start(lab, endpoint);
      Path ballast = disk.resolve("ballast");
      fill(ballast);
      awaitLogged(lab, "the disk is full; free space and try again");
      int written = lab.entries("one").size();
      assertThat(written).isLessThan(12);
      assertThat(lab.standing("one").state()).isEqualTo(State.RUNNING);
      Files.delete(ballast);
      awaitWhole(lab);
      assertThat(endpoint.requests().size()).isBetween(6, 7);
    } finally {
      assertThat(run("umount", disk.toString())).isTrue();
    }
  }

  private static void fill(Path file) throws IOException {
    byte[] block = new byte[4096];
    try (var out = Files.newOutputStream(file)) {
      while (true) {
        out.write(block);
      }
    } catch (java.nio.file.FileSystemException full) {
      assertThat(file).exists();
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("space");
    }
  }

  @Test
  void aWorkerWhoseStoreIsReadOnlySaysSoAndWaitsForIt() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    mount(disk);
    try (Lab lab = Lab.open(Parts.requireTemporal(), folder, Lab.sqlite(folder), Map.of())) {
      assertThat(run("mount", "-o", "remount,ro", disk.toString())).isTrue();
      Map<String, String> locked = Map.of("PARLEY_STORE", "sqlite:" + disk.resolve("parley.db"));
      lab.worker().kill();
      lab.worker().start(locked);
      awaitLogged(lab, "check that its folder can be written");
      assertThat(run("mount", "-o", "remount,rw", disk.toString())).isTrue();
      lab.worker().awaitWorking();
      lab.worker().kill();
    } finally {
      assertThat(run("umount", disk.toString())).isTrue();
    }
  }

  private static void mount(Path disk) throws IOException, InterruptedException {
    if (!Files.isExecutable(Path.of("/bin/mount"))
        || !run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk.toString())) {
      skip("a worker on a full or read-only disk (only root can mount a small one)");
    }
  }

  private static void skip(String what) {
    LoggerFactory.getLogger(OperatorStatesTest.class).warn("SKIPPED: {}", what);
    Assumptions.abort(what);
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
  }
}
