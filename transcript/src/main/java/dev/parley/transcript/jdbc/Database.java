package dev.parley.transcript.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs transactions: all or nothing, and failures as {@code TranscriptException}s. */
final class Database implements AutoCloseable {

  /** The work of one transaction. It may be run again, so it changes nothing but the database. */
  @FunctionalInterface
  interface Work<T> {
    T run(Tx tx) throws SQLException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(Database.class);
  private static final int TRIES = 5;

  private final Dialect dialect;
  private final HikariDataSource writers;
  private final HikariDataSource readers;
  private final @Nullable SharedCommits commits;

  Database(Dialect dialect) {
    this.dialect = dialect;
    this.writers = new HikariDataSource(dialect.writers());
    this.readers = dialect.readsApart() ? new HikariDataSource(dialect.readers()) : writers;
    this.commits =
        dialect.writesAlone()
            ? new SharedCommits(this::together, Duration.ofMillis(writers.getConnectionTimeout()))
            : null;
  }

  Dialect dialect() {
    return dialect;
  }

  /** Runs work that writes; when this returns, it is on the disk. */
  <T> T write(Work<T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return commits == null ? transaction(writers, true, work) : commits.run(work);
      } catch (SQLException e) {
        if (attempt == TRIES || !dialect.isConflict(e)) {
          throw dialect.translate(e);
        }
        LOG.debug("transaction in conflict, attempt {}: {}", attempt, e.getSQLState());
      }
    }
  }

  /** Runs work that only reads, on one state of the database where the database offers that. */
  <T> T read(Work<T> work) {
    try {
      return transaction(readers, false, work);
    } catch (SQLException e) {
      throw dialect.translate(e);
    }
  }

  // --- Alone

  private <T> T transaction(HikariDataSource pool, boolean write, Work<T> work)
      throws SQLException {
    dialect.requireThere();
    T result = committed(pool, write, work);
    // What was written where nobody finds it is not written.
    dialect.requireThere();
    return result;
  }

  private <T> T committed(HikariDataSource pool, boolean write, Work<T> work) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      dialect.begin(connection, write);
      boolean done = false;
      try {
        T result = work.run(new Tx(connection, dialect));
        dialect.commit(connection);
        done = true;
        return result;
      } finally {
        if (!done) {
          rollback(pool, connection);
        }
      }
    }
  }

  /** A connection that cannot go back (some failures end the transaction by themselves) is shut. */
  private void rollback(HikariDataSource pool, Connection connection) {
    try {
      dialect.rollback(connection);
    } catch (SQLException e) {
      LOG.debug("rollback failed, connection given up: {}", e.getSQLState());
      pool.evictConnection(connection);
    }
  }

  // --- Together

  /**
   * One transaction for the work of several. If one of them is refused, each gets a transaction of
   * its own; if the database fails, nothing of it has happened, and all are told so.
   */
  private void together(List<SharedCommits.Job<?>> jobs) {
    try {
      boolean unused = transaction(writers, true, tx -> allRun(tx, jobs));
    } catch (SQLException | RuntimeException | Error e) {
      if (jobs.size() > 1 && jobs.stream().anyMatch(SharedCommits.Job::isRefused)) {
        jobs.forEach(job -> together(List.of(job)));
      } else {
        jobs.forEach(job -> job.fail(e));
      }
    }
  }

  private static boolean allRun(Tx tx, List<SharedCommits.Job<?>> jobs) throws SQLException {
    for (SharedCommits.Job<?> job : jobs) {
      job.run(tx);
    }
    return true;
  }

  // --- The files

  /** Removes from the files what was deleted, as far as possible now. */
  void scrub() {
    try (Connection connection = writers.getConnection()) {
      dialect.scrub(connection);
    } catch (SQLException e) {
      LOG.warn(
          "deleted rows stay in the write-ahead log of {} until its next checkpoint: code {}",
          dialect.describe(),
          e.getErrorCode());
    }
  }

  @Override
  public void close() {
    writers.close();
    readers.close();
  }
}
