package dev.parley.transcript.jdbc;

import static dev.parley.transcript.jdbc.Fixture.place;
import static dev.parley.transcript.jdbc.Fixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.parley.agents.RequestKind;
import dev.parley.transcript.ConversationStore.NewConversation;
import dev.parley.transcript.ConversationStore.RunStart;
import dev.parley.transcript.Draft;
import dev.parley.transcript.EntryStore.Settling;
import dev.parley.transcript.RequestStore;
import dev.parley.transcript.RequestStore.Request;
import dev.parley.transcript.RequestStore.State;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.TranscriptException;
import dev.parley.transcript.Transcripts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores of an older version, whole and half migrated. */
class MigrationTest {

  @TempDir private Path folder;

  private static Transcript open(Path file) {
    return new Transcripts("sqlite:" + file, null, null).open();
  }

  /** A file of the first version, made by its script, with a conversation in it. */
  private Path ofTheFirstVersion(String name) throws SQLException {
    Path present = folder.resolve(name + "-present.db");
    try (Transcript transcript = open(present)) {
      transcript.conversations().create(new NewConversation("c1", "t", "b", "ann", "hi"));
      transcript.conversations().register(new RunStart("c1", Fixture.RUN, Fixture.RUN, null));
      say(transcript, 0);
      say(transcript, 1);
      transcript.conversations().create(new NewConversation("c3", "t", "b", "ann", "hi"));
      transcript.conversations().register(new RunStart("c3", Fixture.RUN, Fixture.RUN, null));
      write(transcript, 0, text("coder", "hello"));
      write(transcript, 1, Asks.old("r1", "coder", "dana"));
      write(transcript, 2, text("coder", "said").withPerson("dana", null, "r1", false));
      write(transcript, 3, Asks.old("r2", "coder", "dana", "omar"));
    }
    Path file = folder.resolve(name + ".db");
    var dialect = new SqliteDialect(file.toString());
    var unused =
        Flyway.configure()
            .dataSource(dialect.direct())
            .locations("classpath:db/migration")
            .placeholders(dialect.types())
            .target("1")
            .loggers("slf4j")
            .load()
            .migrate();
    try (Connection connection = dialect.direct().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA foreign_keys = OFF");
      statement.execute("ATTACH '" + present + "' AS present");
      for (String table :
          names(statement, "SELECT name FROM main.sqlite_master WHERE type = 'table'")) {
        if (!table.startsWith("flyway") && !table.startsWith("sqlite")) {
          String columns =
              String.join(
                  ", ",
                  names(statement, "SELECT name FROM pragma_table_info('%s')".formatted(table)));
          statement.execute(
              "INSERT OR REPLACE INTO main.%s (%s) SELECT %s FROM present.%s"
                  .formatted(table, columns, columns, table));
        }
      }
    }
    return file;
  }

  private static List<String> names(Statement statement, String query) throws SQLException {
    List<String> names = new ArrayList<>();
    try (var rows = statement.executeQuery(query)) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  private static void say(Transcript transcript, int seq) {
    var unused =
        transcript
            .entries()
            .append(place("c1", seq, "i" + seq), text("coder", "word " + seq), Settling.NOTHING);
  }

  private static void write(Transcript transcript, int seq, Draft draft) {
    var unused =
        transcript.entries().append(place("c3", seq, "signal/" + seq), draft, Settling.NOTHING);
  }

  private static void assertGoesOn(Path file) {
    try (Transcript transcript = open(file)) {
      assertThat(transcript.conversations().standing("c1").entries()).isEqualTo(2);
      say(transcript, 2);
      assertThat(transcript.entries().read("c1", 0, 10))
          .extracting(entry -> entry.text())
          .containsExactly("word 0", "word 1", "word 2");
      assertThat(transcript.entries().verify("c1")).isEmpty();
      transcript.conversations().fork("c1", 1, "c2", "bob");
      assertThat(transcript.entries().read("c2", 0, 10)).hasSize(2);
    }
  }

  @Test
  void conversationsOfTheFirstVersionGoOnInThisOne() throws SQLException {
    assertGoesOn(ofTheFirstVersion("first"));
  }

  @Test
  void requestsOfTheFirstVersionAreInTheInboxOfThisOne() throws SQLException {
    Path file = ofTheFirstVersion("asked");
    for (int i = 0; i < 2; i++) {
      try (Transcript transcript = open(file)) {
        assertThat(transcript.requests().open(RequestStore.Filter.ALL))
            .extracting(Request::conversation, Request::id, Request::kind, Request::gist)
            .containsExactly(tuple("c3", "r2", RequestKind.HUMAN, "reply as coder"));
        assertThat(transcript.requests().find("c3", "r1"))
            .hasValueSatisfying(one -> assertThat(one.state()).isEqualTo(State.DECIDED));
        assertThat(transcript.notices().due(9)).isEmpty();
        assertThat(transcript.conversations().standing("c3").waitingOn()).isEqualTo("dana, omar");
      }
    }
    try (Transcript transcript = open(file)) {
      write(transcript, 4, text("coder", "said").withPerson("omar", null, "r2", false));
      assertThat(transcript.requests().open(RequestStore.Filter.ALL)).isEmpty();
      assertThat(transcript.conversations().standing("c3").waitingOn()).isNull();
    }
  }

  @Test
  void whereverAMigrationIsKilledTheNextOneEndsIt() throws Exception {
    for (int delay = 0; delay < 200; delay += 25) {
      Path file = ofTheFirstVersion("killed" + delay);
      Process opener = OpenerProcess.start(90);
      try (BufferedReader output = opener.inputReader(StandardCharsets.UTF_8);
          Writer input = opener.outputWriter(StandardCharsets.UTF_8)) {
        assertThat(output.readLine()).isEqualTo("ready");
        input.write("sqlite:" + file + "\n");
        input.flush();
        var unused = opener.waitFor(delay, TimeUnit.MILLISECONDS);
      } catch (IOException killed) {
        assertThat(opener.isAlive()).isFalse();
      } finally {
        var unused = opener.destroyForcibly();
        assertThat(opener.waitFor(10, TimeUnit.SECONDS)).isTrue();
      }
      assertGoesOn(file);
    }
  }

  @Test
  void aSchemaThatSomebodyHasHalfChangedByHandIsRefusedWithWhatToDoAndLeftAsItWas()
      throws SQLException {
    Path file = ofTheFirstVersion("half");
    var dialect = new SqliteDialect(file.toString());
    try (Connection connection = dialect.direct().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER TABLE conversations ADD COLUMN trouble TEXT");
    }
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> open(file))
          .isInstanceOf(TranscriptException.Refused.class)
          .hasMessageContaining("sqlite " + file)
          .hasMessageContaining("duplicate column name: trouble")
          .hasMessageContaining("Restore");
    }
    try (Connection connection = dialect.direct().getConnection();
        Statement statement = connection.createStatement()) {
      assertThat(names(statement, "SELECT name FROM pragma_table_info('leases')"))
          .doesNotContain("holder");
      statement.execute("ALTER TABLE conversations DROP COLUMN trouble");
    }
    assertGoesOn(file);
  }
}
