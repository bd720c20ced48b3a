package dev.parley.transcript.jdbc;

import dev.parley.transcript.TranscriptException;
import dev.parley.transcript.TranscriptException.Reason;
import dev.parley.transcript.TranscriptException.Refused;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalInt;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings the schema up to date. Flyway is started only where something is to be done: a command
 * that lists conversations should not wait for it.
 */
final class Schema {

  /** The version of the newest migration in {@code db/migration}. */
  static final int VERSION = 5;

  private static final String HISTORY = "flyway_schema_history";

  private Schema() {}

  /**
   * Migrates the schema if it is older than {@link #VERSION}.
   *
   * @throws Refused if it is newer
   */
  static void bringUpToDate(Dialect dialect) {
    int found =
        dialect.exclusively(
            () -> {
              int before = version(dialect);
              if (before < VERSION) {
                migrate(dialect);
                return version(dialect);
              }
              return before;
            });
    if (found > VERSION) {
      throw new Refused(
          Reason.NEWER_SCHEMA,
          ("the transcript (%s) has schema version %d, this Parley knows up to %d;"
                  + " nothing was changed. Use the newer Parley that made it")
              .formatted(dialect.describe(), found, VERSION));
    }
  }

  /** The version that was applied last, 0 for an empty database. */
  private static int version(Dialect dialect) {
    try (Connection connection = dialect.direct().getConnection()) {
      return dialect.hasTable(connection, HISTORY) ? newest(connection).orElse(0) : 0;
    } catch (SQLException e) {
      throw dialect.translate(e);
    }
  }

  private static OptionalInt newest(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT version FROM " + HISTORY + " WHERE version IS NOT NULL")) {
      OptionalInt newest = OptionalInt.empty();
      while (rows.next()) {
        int version = (int) Double.parseDouble(rows.getString(1));
        newest = OptionalInt.of(Math.max(version, newest.orElse(0)));
      }
      return newest;
    }
  }

  private static void migrate(Dialect dialect) {
    try {
      var unused =
          Flyway.configure()
              .dataSource(dialect.direct())
              .locations("classpath:db/migration")
              .placeholders(dialect.types())
              .loggers("slf4j")
              .load()
              .migrate();
    } catch (FlywayException e) {
      String why = String.valueOf(e.getMessage());
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof SQLException sql) {
          if (dialect.translate(sql) instanceof TranscriptException known) {
            throw known;
          }
          why = String.valueOf(sql.getMessage());
        }
      }
      throw new Refused(
          Reason.INVALID,
          ("the schema of the transcript (%s) cannot be made or brought up to date: %s. Nothing was"
                  + " changed. Restore a backup from before somebody changed it by hand, or give"
                  + " Parley a database or schema of its own")
              .formatted(dialect.describe(), why));
    }
  }
}
