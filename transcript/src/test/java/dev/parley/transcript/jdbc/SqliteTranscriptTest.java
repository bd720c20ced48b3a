package dev.parley.transcript.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract on SQLite, and what only a file can show. */
class SqliteTranscriptTest extends TranscriptContract {

  private final Path file;

  SqliteTranscriptTest(@TempDir Path folder) {
    super(new WriterProcess.Stores("sqlite:" + fileIn(folder), "", ""));
    this.file = fileIn(folder);
  }

  /** In a folder that is not there yet. */
  private static Path fileIn(Path folder) {
    return folder.resolve("new/parley.db");
  }

  @Override
  String trueLiteral() {
    return "1";
  }

  @Test
  void itSaysWhereItIs() {
    assertThat(transcript().describe()).isEqualTo("sqlite " + file);
  }

  @Test
  void everyConnectionIsAsDurableAsItShouldBe() throws SQLException {
    assertThat(look("PRAGMA synchronous")).isEqualTo("2");
    assertThat(look("PRAGMA journal_mode")).isEqualTo("wal");
    assertThat(look("PRAGMA foreign_keys")).isEqualTo("1");
    assertThat(look("PRAGMA secure_delete")).isEqualTo("1");
    assertThat(look("PRAGMA busy_timeout")).isEqualTo("10000");
  }

  @Test
  void deletedWordsAreInNoFile() throws IOException {
    String secret = "aubergine-" + "x".repeat(20);
    String id = conversation();
    for (int i = 0; i < 50; i++) {
      append(Fixture.place(id, i, "i" + i), Fixture.text("coder", secret + i), 0);
    }
    assertThat(holds(secret)).isTrue();
    conversations().delete(id, false, "ann");
    assertThat(holds(secret)).isFalse();
  }

  private boolean holds(String text) throws IOException {
    boolean found = false;
    for (String suffix : new String[] {"", "-wal"}) {
      Path part = file.resolveSibling(file.getFileName() + suffix);
      if (Files.exists(part)) {
        found |= new String(Files.readAllBytes(part), StandardCharsets.ISO_8859_1).contains(text);
      }
    }
    return found;
  }
}
