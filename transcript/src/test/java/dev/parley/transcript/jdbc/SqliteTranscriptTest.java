package dev.parley.transcript.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.transcript.LiveStore;
import dev.parley.transcript.LiveStore.LiveCall;
import dev.parley.transcript.LiveStore.LiveReader;
import dev.parley.transcript.LiveStore.LiveWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
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

  @Test
  void whatIsBeingSaidIsForItsOwnerAlone() throws IOException {
    String id = conversation();
    Path live = file.resolveSibling(file.getFileName() + "-live");
    try (LiveWriter writer = transcript().live().open(new LiveCall(id, 0, "coder", 1))) {
      writer.append("private");
      await().until(() -> Files.exists(live) && !all(live).isEmpty());
      assertThat(rights(live)).isEqualTo("rwx------");
      assertThat(all(live)).allSatisfy(file -> assertThat(rights(file)).isEqualTo("rw-------"));
    }
    await().untilAsserted(() -> assertThat(all(live)).isEmpty());
  }

  private static List<Path> all(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    } catch (UncheckedIOException goneMeanwhile) {
      return List.of();
    }
  }

  private static String rights(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void whereNothingCanBeWrittenACallIsSilentAndGoesOn() throws IOException, InterruptedException {
    String id = conversation();
    Path live = file.resolveSibling(file.getFileName() + "-live");
    await().until(() -> !Files.exists(live) || all(live).isEmpty());
    try (Stream<Path> folders = Files.walk(live)) {
      folders.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    }
    Files.writeString(live, "in the way");
    try (LiveWriter writer = transcript().live().open(new LiveCall(id, 0, "coder", 1));
        LiveReader reader = second().live().listen(id)) {
      writer.append("lost");
      assertThat(reader.news(LiveStore.SHORT.multipliedBy(3))).isEmpty();
      writer.append("lost too");
      assertThat(say(id, 0, "the entry").seq()).isZero();
    } finally {
      Files.delete(live);
    }
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
