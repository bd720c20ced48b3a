package dev.parley.transcript.jdbc;

import static dev.parley.transcript.jdbc.Fixture.place;
import static dev.parley.transcript.jdbc.Fixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.transcript.ConversationStore.NewConversation;
import dev.parley.transcript.ConversationStore.RunStart;
import dev.parley.transcript.EntryStore.Settling;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.TranscriptException.Refused;
import dev.parley.transcript.TranscriptException.Unavailable;
import dev.parley.transcript.Transcripts;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What callers see when a store cannot be opened or written. */
class StoreFailureTest {

  private static final String BIG = "x".repeat(50_000);

  private static String talk(Transcript transcript) {
    transcript.conversations().create(new NewConversation("c1", "t", "b", "ann", null));
    transcript.conversations().register(new RunStart("c1", Fixture.RUN, Fixture.RUN, null));
    return "c1";
  }

  private static void say(Transcript transcript, int seq) {
    transcript
        .entries()
        .append(place("c1", seq, "i" + seq), text("coder", BIG + seq), Settling.NOTHING);
  }

  /** Appends until the store is full; returns how many entries were written. */
  private static int fill(Transcript transcript) {
    for (int seq = 0; seq < 1_000; seq++) {
      try {
        say(transcript, seq);
      } catch (Unavailable e) {
        assertThat(e).hasMessageContaining("the disk is full; free space");
        return seq;
      }
    }
    throw new AssertionError("the store took 50 MB and was not full");
  }

  @Test
  void aFileThatMayNotGrowIsUnavailableAndUndamaged(@TempDir Path folder) {
    String file = folder.resolve("parley.db").toString();
    int written;
    // The driver takes pragmas behind the question mark: at most so many pages of 4 KiB.
    try (Transcript transcript =
        JdbcTranscript.open(
            new SqliteDialect(file + "?max_page_count=400"), InstantSource.system())) {
      talk(transcript);
      written = fill(transcript);
      assertThat(written).isPositive();
      assertThat(transcript.entries().head("c1").seq()).isEqualTo(written - 1);
      assertThat(transcript.entries().verify("c1")).isEmpty();
    }
    try (Transcript transcript = new Transcripts("sqlite:" + file, null, null).open()) {
      say(transcript, written);
      assertThat(transcript.entries().head("c1").seq()).isEqualTo(written);
      assertThat(transcript.entries().verify("c1")).isEmpty();
    }
  }

  @Test
  void aFullDiskIsUnavailableAndWorksAgainWhenThereIsRoom(@TempDir Path folder)
      throws IOException, InterruptedException {
    Assumptions.assumeTrue(mount(folder), "no small file system can be mounted here");
    try {
      Path ballast = Files.write(folder.resolve("ballast"), new byte[2 << 20]);
      try (Transcript transcript =
          new Transcripts("sqlite:" + folder.resolve("parley.db"), null, null).open()) {
        talk(transcript);
        int written = fill(transcript);
        assertThat(transcript.entries().head("c1").seq()).isEqualTo(written - 1);
        Files.delete(ballast);
        say(transcript, written);
        assertThat(transcript.entries().head("c1").seq()).isEqualTo(written);
        assertThat(transcript.entries().verify("c1")).isEmpty();
      }
    } finally {
      assertThat(run("umount", folder.toString())).isTrue();
    }
  }

  private static boolean mount(Path folder) throws IOException, InterruptedException {
    boolean mounted =
        Files.isExecutable(Path.of("/bin/mount"))
            && run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder.toString());
    if (!mounted) {
      LoggerFactory.getLogger(StoreFailureTest.class)
          .warn("SKIPPED: the transcript on a full disk (only root can mount a small one)");
    }
    return mounted;
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
  }

  @Test
  void aFileThatAnotherProcessLocksIsUnavailable(@TempDir Path folder) throws SQLException {
    var dialect = new SqliteDialect(folder.resolve("parley.db").toString(), Duration.ofMillis(50));
    try (Transcript transcript = JdbcTranscript.open(dialect, InstantSource.system());
        Connection other = dialect.direct().getConnection();
        var statement = other.createStatement()) {
      talk(transcript);
      statement.execute("BEGIN IMMEDIATE");
      assertThatThrownBy(() -> say(transcript, 0))
          .isInstanceOf(Unavailable.class)
          .hasMessageContaining("is locked by another process");
      assertThat(transcript.entries().head("c1").seq()).isEqualTo(-1);
      statement.execute("ROLLBACK");
      say(transcript, 0);
      assertThat(transcript.entries().head("c1").seq()).isZero();
    }
  }

  @Test
  void aFileThatIsNoDatabaseIsLeftAlone(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("notes.txt"), "my notes\n".repeat(200));
    assertThatThrownBy(() -> new Transcripts("sqlite:" + file, null, null).open())
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("no database");
    assertThat(file).content().startsWith("my notes");
  }

  @Test
  void aServerThatIsNotThereIsUnavailableAtOnce() throws IOException {
    int port;
    try (var socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    String url = "jdbc:postgresql://127.0.0.1:%d/parley?password=hush".formatted(port);
    assertThatThrownBy(() -> new Transcripts(url, "ann", "secret").open())
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("postgresql 127.0.0.1:%d/parley".formatted(port))
        .hasMessageContaining("is it running")
        .hasMessageNotContainingAny("hush", "secret");
    assertThat(new Transcripts(url, "ann", "secret").toString())
        .doesNotContain("hush")
        .doesNotContain("secret");
  }

  @Test
  void aUrlThatIsNoStoreIsRefused() {
    for (String url : List.of("mysql://x", "sqlite:", "sqlite::memory:", "")) {
      assertThatThrownBy(() -> new Transcripts(url, null, null).open())
          .isInstanceOf(Refused.class)
          .hasMessageContaining("sqlite:PATH");
    }
  }
}
