package dev.parley.transcript.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.transcript.Transcript;
import dev.parley.transcript.TranscriptException.Reason;
import dev.parley.transcript.TranscriptException.Refused;
import dev.parley.transcript.Transcripts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The migrations, and many who migrate at once. */
class SchemaTest {

  private static final int OPENERS = 4;
  private static final int STORES = 6;

  private static Flyway flyway(Dialect dialect) {
    return Flyway.configure()
        .dataSource(dialect.direct())
        .placeholders(dialect.types())
        .loggers("slf4j")
        .load();
  }

  @Test
  void theVersionIsThatOfTheNewestMigration(@TempDir Path folder) {
    var dialect = new SqliteDialect(folder.resolve("parley.db").toString());
    MigrationInfo[] all = flyway(dialect).info().all();
    assertThat(all[all.length - 1].getVersion().getVersion())
        .isEqualTo(Integer.toString(Schema.VERSION));
  }

  @Test
  void migratingAgainChangesNothing(@TempDir Path folder) {
    var dialect = new SqliteDialect(folder.resolve("parley.db").toString());
    Schema.bringUpToDate(dialect);
    Schema.bringUpToDate(dialect);
    Flyway flyway = flyway(dialect);
    assertThat(flyway.validateWithResult().validationSuccessful).isTrue();
    assertThat(flyway.migrate().migrationsExecuted).isZero();
  }

  @Test
  void aSchemaThatIsNewerIsRefusedAndLeftAsItIs(@TempDir Path folder) throws SQLException {
    var dialect = new SqliteDialect(folder.resolve("parley.db").toString());
    Schema.bringUpToDate(dialect);
    String newer = Integer.toString(Schema.VERSION + 1);
    try (Connection connection = dialect.direct().getConnection();
        var statement = connection.createStatement()) {
      statement.executeUpdate(
          """
          INSERT INTO flyway_schema_history
            (installed_rank, version, description, type, script, installed_by, execution_time, success)
          VALUES (99, '%s', 'later', 'SQL', 'later.sql', 'later', 1, 1)\
          """
              .formatted(newer));
    }
    assertThatThrownBy(() -> Schema.bringUpToDate(dialect))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("has schema version " + newer)
        .hasMessageContaining("Use the newer Parley")
        .extracting(e -> ((Refused) e).reason())
        .isEqualTo(Reason.NEWER_SCHEMA);
    assertThat(flyway(dialect).info().applied()).hasSize(Schema.VERSION + 1);
  }

  @Test
  void manyThreadsMayOpenANewStoreAtOnce(@TempDir Path folder)
      throws ExecutionException, InterruptedException {
    var store = new Transcripts("sqlite:" + folder.resolve("parley.db"), null, null);
    List<String> ids = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(OPENERS)) {
      List<Future<String>> running = new ArrayList<>();
      for (int i = 0; i < OPENERS; i++) {
        running.add(
            threads.submit(
                () -> {
                  try (Transcript transcript = store.open()) {
                    return transcript.storeId();
                  }
                }));
      }
      for (Future<String> future : running) {
        ids.add(future.get());
      }
    }
    assertThat(ids).containsOnly(ids.getFirst());
  }

  @Test
  void manyProcessesMayOpenANewStoreAtOnce(@TempDir Path folder)
      throws IOException, InterruptedException {
    List<Process> openers = new ArrayList<>();
    List<BufferedReader> outputs = new ArrayList<>();
    for (int i = 0; i < OPENERS; i++) {
      openers.add(OpenerProcess.start(i));
      outputs.add(openers.get(i).inputReader(StandardCharsets.UTF_8));
    }
    assertThat(lines(outputs)).containsOnly("ready");
    for (int store = 0; store < STORES; store++) {
      for (Process opener : openers) {
        Writer input = opener.outputWriter(StandardCharsets.UTF_8);
        input.write("sqlite:%s\n".formatted(folder.resolve("parley%d.db".formatted(store))));
        input.flush();
      }
      List<String> ids = lines(outputs);
      assertThat(ids).containsOnly(ids.getFirst()).doesNotContain("null");
    }
    for (Process opener : openers) {
      opener.outputWriter(StandardCharsets.UTF_8).close();
      assertThat(opener.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(opener.exitValue()).isZero();
    }
  }

  private static List<String> lines(List<BufferedReader> outputs) throws IOException {
    List<String> lines = new ArrayList<>();
    for (BufferedReader output : outputs) {
      lines.add(String.valueOf(output.readLine()));
    }
    return lines;
  }
}
