package dev.parley.chaos;

import static org.assertj.core.api.Assertions.assertThat;

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

  private static final Duration DELAY = Duration.ofMillis(300);

  @TempDir private Path folder;

  private static void start(Lab lab, Squares squares) {
    squares.start(lab, "one");
    lab.awaitEntries("one", 4);
  }

  private static void awaitLogged(Lab lab, String text) {
    Waiting.until(
        "the worker logs: " + text,
        LabFixture.PATIENCE,
        () -> lab.worker().output().contains(text));
  }

  // --- PostgreSQL

  @Test
  void whilePostgresqlIsGoneForAMinuteConversationsWaitAndThenGoOnWithNothingPaidTwice() {
    Optional<Path> programs = Postgres.find(System.getenv());
    if (programs.isEmpty()) {
      skip(Postgres.remedy());
    }
    try (Postgres database = Postgres.start(programs.orElseThrow());
        Lab lab = Lab.open(Parts.requireTemporal(), folder, database.store(), Map.of());
        Squares squares = new Squares(DELAY)) {
      start(lab, squares);
      database.kill();
      // Longer than leases, waits for a connection, and the retries that follow at once.
      Waiting.pause(60_000);
      database.launch();
      squares.awaitWhole(lab, "one");
      squares.assertPaidOnce();
      assertThat(lab.worker().output())
          .contains("the lease was not renewed", "the lease is renewed again");
    }
  }

  // --- A disk

  @Test
  void onAFullDiskConversationsWaitAndGoOnWhenThereIsRoom() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    mount(disk);
    try (Lab lab = Lab.open(Parts.requireTemporal(), folder, Lab.sqlite(disk), Map.of());
        Squares squares = new Squares(DELAY)) {
      start(lab, squares);
      Path ballast = disk.resolve("ballast");
      fill(ballast);
      awaitLogged(lab, "the disk is full; free space and try again");
      int written = lab.entries("one").size();
      assertThat(written).isLessThan(Squares.ENTRIES);
      assertThat(lab.standing("one").state()).isEqualTo(State.RUNNING);
      Files.delete(ballast);
      squares.awaitWhole(lab, "one");
      assertThat(squares.paid()).isBetween(6, 7);
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
