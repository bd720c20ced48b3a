package dev.parley.transcript.jdbc;

import com.zaxxer.hikari.HikariConfig;
import dev.parley.transcript.TranscriptException.Unavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** What differs between the two databases. */
sealed interface Dialect permits SqliteDialect, PostgresDialect {

  /** What the store is, for people. */
  String describe();

  /** Connections without a pool, for the schema. */
  DataSource direct();

  /** The pool for transactions that write. */
  HikariConfig writers();

  /**
   * Whether one transaction writes at a time, so that those who wait may as well share it and its
   * commit.
   */
  boolean writesAlone();

  /** Whether transactions that only read have a pool of their own. */
  boolean readsApart();

  /** The pool for transactions that only read, if they have their own. */
  HikariConfig readers();

  /** A statement; closing it keeps it, where to prepare it anew would cost more than to run it. */
  Prepared prepare(Connection connection, String sql) throws SQLException;

  /**
   * Insists that the database is still the one that was opened first.
   *
   * @throws Unavailable if it is gone, or another one stands in its place
   */
  default void requireThere() {}

  /** Begins a transaction. */
  void begin(Connection connection, boolean write) throws SQLException;

  /** Commits it; when this returns, it is on the disk. */
  void commit(Connection connection) throws SQLException;

  /** Takes it back. */
  void rollback(Connection connection) throws SQLException;

  /** Whether the current schema has a table of this name. */
  boolean hasTable(Connection connection, String table) throws SQLException;

  /**
   * What the migrations leave open: names of types ({@code serial} is a key that counts up), and
   * {@code postgresql}, which begins the lines that are for PostgreSQL alone.
   */
  Map<String, String> types();

  /** What brings words of running calls to other processes. */
  LiveCarrier live(Database database, String storeId);

  /** Lets one process at a time prepare the schema. */
  <T> T exclusively(Supplier<T> work);

  /** An expression: the time of the database, in milliseconds since 1970. */
  String now();

  /** What follows a select that locks the row it finds. */
  String forUpdate();

  /** The operator that matches a pattern whatever the case of the letters. */
  String like();

  /** Whether the same transaction may well succeed when it is run again at once. */
  boolean isConflict(SQLException e);

  /** What a failure of the database means to a caller. */
  RuntimeException translate(SQLException e);

  /** Removes from the files what was deleted from the tables, as far as possible now. */
  void scrub(Connection connection) throws SQLException;

  /** A failure that may pass: what happened, what the database said, and the remedy. */
  default Unavailable unavailable(String what, SQLException e) {
    return new Unavailable(
        "the transcript (%s) %s [%s]".formatted(describe(), what, e.getMessage()), e);
  }

  /** A failure that only a mistake in this program can cause. */
  default IllegalStateException defect(SQLException e) {
    return new IllegalStateException(
        "the transcript (%s) refused a statement, a defect of Parley: SQL state %s, code %d"
            .formatted(describe(), e.getSQLState(), e.getErrorCode()),
        e);
  }
}
