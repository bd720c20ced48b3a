package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.cli.Cli.Ran;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.Transcripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Backup and restore as docs/guides/backups.md says, with real parts. */
@Timeout(240)
final class BackupTest {

  @TempDir private Path folder;
  private Path home = Path.of("");
  private Path backup = Path.of("");
  private Cli cli = Cli.of(Path.of(""));

  @BeforeEach
  void aHome() throws IOException {
    RealParts.requireTemporal();
    home = folder.resolve("home");
    backup = Files.createDirectory(folder.resolve("backup"));
    cli = Cli.of(home);
    Files.writeString(
        folder.resolve("slow.yaml"),
        """
        name: slow
        models:
          m:
            provider: scripted
            replies: [one, {say: two, delay: 3s}, {say: three, delay: 15s}, four TERMINATE]
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

  private void awaitReply(String id, String reply) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> cli.run("show", id).out().contains("a          › " + reply));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(home)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private List<Path> temporals() throws IOException {
    return files().stream()
        .filter(file -> file.getFileName().toString().matches("temporal-.*\\.db"))
        .toList();
  }

  /** What {@code sqlite3 FILE "VACUUM INTO 'COPY'"} does. */
  private void copy(Path file) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      statement.execute("VACUUM INTO '" + backup.resolve(file.getFileName()) + "'");
    }
  }

  private void copyTemporal() throws IOException, SQLException {
    assertThat(temporals()).hasSize(1);
    copy(temporals().getFirst());
  }

  /** Everything of the home is gone; the copies take its place. */
  private void restore() throws IOException {
    assertThat(cli.run("dev", "--stop").code()).isZero();
    Files.move(home, folder.resolve("broken"));
    Files.createDirectory(home);
    try (Stream<Path> copies = Files.list(backup)) {
      for (Path one : copies.toList()) {
        Files.copy(one, home.resolve(one.getFileName()));
      }
    }
  }

  private void assertWhole(String id, String store, String user, String password) {
    Ran ran = cli.run("watch", id);
    assertThat(ran.out()).as(ran.err()).isEqualTo("four\n");
    // The call that was in flight when the worker stopped may have been made again.
    assertThat(cli.run("show", id).out()).containsPattern("5 entries · [45] model calls");
    try (Transcript transcript = new Transcripts(store, user, password).open()) {
      assertThat(transcript.entries().verify(id)).isEmpty();
    }
  }

  @Test
  void copiesThatWereMadeWhileItRanGoOnTemporalsFirst() throws Exception {
    start("kept");
    awaitReply("kept", "one");
    copyTemporal();
    awaitReply("kept", "two");
    start("later");
    awaitReply("later", "one");
    copy(home.resolve("parley.db"));
    restore();

    Ran recovered = cli.run("recover", "--all");
    assertThat(recovered.code()).as(recovered.err()).isZero();
    assertThat(recovered.out())
        .isEqualTo(
            """
            later was lost and goes on: Temporal does not know it
            1 conversation recovered.
            """);
    for (String id : List.of("kept", "later")) {
      assertWhole(id, "sqlite:" + home.resolve("parley.db"), "", "");
    }
  }

  @Test
  void aCopyOfTheStoppedFolderIsABackup() throws Exception {
    start("kept");
    awaitReply("kept", "two");
    assertThat(cli.run("dev", "--stop").code()).isZero();
    for (Path file : files()) {
      Files.copy(file, backup.resolve(file.getFileName()));
    }
    restore();

    assertWhole("kept", "sqlite:" + home.resolve("parley.db"), "", "");
  }

  @Test
  void aBaseBackupOfPostgresqlIsABackupOfTheTranscript() throws Exception {
    try (PostgresBackup postgres = PostgresBackup.require(folder)) {
      Cli sqlite = cli;
      cli = postgres.original(sqlite);
      start("kept");
      awaitReply("kept", "one");
      copyTemporal();
      awaitReply("kept", "two");
      start("later");
      awaitReply("later", "one");
      postgres.copy();
      restore();

      cli = postgres.restored(sqlite);
      assertThat(cli.run("recover", "--all").out()).contains("1 conversation recovered.");
      for (String id : List.of("kept", "later")) {
        assertWhole(id, postgres.restoredUrl(), postgres.user(), postgres.password());
      }
    }
  }
}
