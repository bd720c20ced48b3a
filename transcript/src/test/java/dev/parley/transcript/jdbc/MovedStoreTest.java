package dev.parley.transcript.jdbc;

import static dev.parley.transcript.jdbc.Fixture.place;
import static dev.parley.transcript.jdbc.Fixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.transcript.ConversationStore.NewConversation;
import dev.parley.transcript.ConversationStore.RunStart;
import dev.parley.transcript.EntryStore.Settling;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.TranscriptException.Unavailable;
import dev.parley.transcript.Transcripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a SQLite store whose file is taken away while it is open. */
class MovedStoreTest {

  @TempDir private Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init")
  private Transcript transcript;

  @BeforeEach
  void talk() {
    transcript = open("parley.db");
    transcript.conversations().create(new NewConversation("c1", "t", "b", "ann", null));
    transcript.conversations().register(new RunStart("c1", Fixture.RUN, Fixture.RUN, null));
    say(0);
  }

  @AfterEach
  void close() {
    transcript.close();
  }

  private Transcript open(String name) {
    return new Transcripts("sqlite:" + folder.resolve(name), null, null).open();
  }

  private void say(int seq) {
    transcript.entries().append(place("c1", seq, "i" + seq), text("coder", "x"), Settling.NOTHING);
  }

  /** The database and what belongs to it while it is open. */
  private void move(String from, String to) throws IOException {
    for (String end : List.of("", "-wal", "-shm")) {
      if (Files.exists(folder.resolve(from + end))) {
        Files.move(folder.resolve(from + end), folder.resolve(to + end));
      }
    }
  }

  private void assertUnavailable() {
    assertThatThrownBy(() -> say(1))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("parley.db")
        .hasMessageContaining("moved, deleted or replaced. Put it back, or end this process");
    assertThatThrownBy(() -> transcript.entries().head("c1")).isInstanceOf(Unavailable.class);
  }

  @Test
  void aFileThatIsMovedAwayIsMissedAndWorksAgainWhenItIsBack() throws IOException {
    move("parley.db", "aside.db");
    assertUnavailable();

    move("aside.db", "parley.db");
    say(1);
    assertThat(transcript.entries().read("c1", 0, 9)).hasSize(2);
    assertThat(transcript.entries().verify("c1")).isEmpty();
  }

  @Test
  void aFileThatIsDeletedTakesNoWordsThatNobodyWouldFind() throws IOException {
    Files.delete(folder.resolve("parley.db"));

    assertUnavailable();
  }

  @Test
  void anotherFileInItsPlaceIsNotTakenForIt() throws IOException {
    move("parley.db", "aside.db");
    try (Transcript other = open("parley.db")) {
      assertThat(other.storeId()).isNotEqualTo(transcript.storeId());

      assertUnavailable();
      assertThat(other.conversations().withPrefix("c1")).isEmpty();
    }
  }
}
