package dev.parley.transcript.jdbc;

import static dev.parley.transcript.jdbc.Fixture.place;
import static dev.parley.transcript.jdbc.Fixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.transcript.ConversationStore.NewConversation;
import dev.parley.transcript.ConversationStore.RunStart;
import dev.parley.transcript.EntryStore.Settling;
import dev.parley.transcript.TranscriptException.Unavailable;
import dev.parley.transcript.TranscriptException.Unknown;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of writers that wait for each other on SQLite, and then commit together. */
class SharedCommitsTest {

  private static final int MANY = 8;

  @TempDir private Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init")
  private JdbcTranscript transcript;

  @BeforeEach
  void open() {
    transcript =
        JdbcTranscript.open(
            new SqliteDialect(folder.resolve("parley.db").toString()), InstantSource.system());
    for (int i = 0; i < MANY; i++) {
      transcript.conversations().create(new NewConversation("c" + i, "t", "b", "ann", null));
      transcript.conversations().register(new RunStart("c" + i, Fixture.RUN, Fixture.RUN, null));
    }
  }

  @AfterEach
  void close() {
    transcript.close();
  }

  /** A write on a thread of its own. */
  private static final class Writer extends Thread {
    private final FutureTask<Boolean> task;

    Writer(Runnable write) {
      this(new FutureTask<>(write, true));
    }

    private Writer(FutureTask<Boolean> task) {
      super(task, "writer");
      this.task = task;
      start();
    }

    void result() throws InterruptedException {
      try {
        var unused = task.get();
      } catch (ExecutionException e) {
        throw (RuntimeException) e.getCause();
      }
    }

    /** It leads, and is inside the driver, which waits for the lock on the file. */
    Writer untilItLeads() {
      while (isAlive()
          && Arrays.stream(getStackTrace())
              .noneMatch(frame -> frame.getClassName().equals("org.sqlite.core.NativeDB"))) {
        Thread.onSpinWait();
      }
      return this;
    }

    /** It stands in the queue behind the one that leads. */
    void untilItWaits() {
      while (getState() != State.TIMED_WAITING && isAlive()) {
        Thread.onSpinWait();
      }
    }
  }

  private Writer say(String conversation) {
    return new Writer(
        () ->
            transcript
                .entries()
                .append(place(conversation, 0, "i"), text("coder", "x"), Settling.NOTHING));
  }

  private static Writer big(JdbcTranscript store, String conversation) {
    return new Writer(
        () ->
            store
                .entries()
                .append(
                    place(conversation, 0, "i"),
                    text("coder", "x".repeat(50_000)),
                    Settling.NOTHING));
  }

  private Connection locked() throws SQLException {
    Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("parley.db"));
    run(other, "BEGIN IMMEDIATE");
    return other;
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private int entries(String conversation) {
    return transcript.entries().read(conversation, 0, 9).size();
  }

  @Test
  void whatOneIsRefusedHappensForTheOthersAllTheSame() throws SQLException, InterruptedException {
    List<Writer> known = new ArrayList<>();
    List<Writer> strangers = new ArrayList<>();
    try (Connection other = locked()) {
      Writer first = say("c0").untilItLeads();
      for (int i = 1; i < MANY; i++) {
        known.add(say("c" + i));
        strangers.add(say("nobody" + i));
      }
      known.forEach(Writer::untilItWaits);
      strangers.forEach(Writer::untilItWaits);
      run(other, "ROLLBACK");
      first.result();
    }
    for (Writer writer : known) {
      writer.result();
    }
    for (Writer writer : strangers) {
      assertThatThrownBy(writer::result).isInstanceOf(Unknown.class);
    }
    for (int i = 0; i < MANY; i++) {
      assertThat(entries("c" + i)).isOne();
      assertThat(transcript.entries().verify("c" + i)).isEmpty();
    }
  }

  @Test
  void whoIsInterruptedWhileOthersWriteHasWrittenNothing()
      throws SQLException, InterruptedException {
    try (Connection other = locked()) {
      Writer first = say("c0").untilItLeads();
      Writer second = say("c1");
      Writer unwanted = say("c2");
      second.untilItWaits();
      unwanted.untilItWaits();
      unwanted.interrupt();
      assertThatThrownBy(unwanted::result).isInstanceOf(Unavailable.class);
      run(other, "ROLLBACK");
      first.result();
      second.result();
    }
    assertThat(entries("c0")).isOne();
    assertThat(entries("c1")).isOne();
    assertThat(entries("c2")).isZero();
  }

  @Test
  void aCommitThatFailsHasHappenedForNobody() throws SQLException, InterruptedException {
    List<Writer> writers = new ArrayList<>();
    try (JdbcTranscript full =
        JdbcTranscript.open(
            new SqliteDialect(folder.resolve("parley.db") + "?max_page_count=1"),
            InstantSource.system())) {
      try (Connection other = locked()) {
        writers.add(big(full, "c0").untilItLeads());
        for (int i = 1; i < MANY; i++) {
          writers.add(big(full, "c" + i));
        }
        writers.subList(1, MANY).forEach(Writer::untilItWaits);
        run(other, "ROLLBACK");
      }
      for (Writer writer : writers) {
        assertThatThrownBy(writer::result)
            .isInstanceOf(Unavailable.class)
            .hasMessageContaining("the disk is full");
      }
    }
    for (int i = 0; i < MANY; i++) {
      assertThat(entries("c" + i)).isZero();
    }
  }
}
