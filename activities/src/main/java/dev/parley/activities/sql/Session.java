package dev.parley.activities.sql;

import dev.parley.activities.tools.Aborting;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Work on one connection, which ends with it, or when nobody waits any more. */
final class Session {

  private static final Logger LOG = LoggerFactory.getLogger(Session.class);

  private final Database database;
  private final Duration within;
  private final AtomicBoolean aborted = new AtomicBoolean();
  private final AtomicReference<@Nullable Connection> running = new AtomicReference<>();

  private Session(Database database, Duration within) {
    this.database = database;
    this.within = within;
  }

  /** What is done on a connection. */
  @FunctionalInterface
  interface Work<T> {
    T done(Connection connection) throws SQLException;
  }

  /**
   * Does it, as one of so many at once.
   *
   * @throws SQLException with what the database says, or that it took too long
   */
  static <T> T in(Database database, Duration within, Semaphore places, Work<T> work)
      throws SQLException, InterruptedException {
    Session session = new Session(database, within);
    try {
      return Aborting.call("sql", within, () -> session.held(places, work), session::abort);
    } catch (TimeoutException e) {
      throw new SQLException(
          "the query was ended after %d s; narrow it".formatted(within.toSeconds()), e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof SQLException said
          ? new SQLException(database.message(said), said.getSQLState(), said)
          : new SQLException("the query could not be run: " + e.getCause(), e);
    }
  }

  /** The place is given back when the work has ended, which may be after it was given up. */
  private <T> T held(Semaphore places, Work<T> work) throws SQLException, InterruptedException {
    places.acquire();
    try (Connection connection = database.connect(within)) {
      running.set(connection);
      if (aborted.get()) {
        throw new SQLException("nobody waits any more");
      }
      return work.done(connection);
    } finally {
      places.release();
    }
  }

  private void abort() {
    aborted.set(true);
    Connection connection = running.get();
    if (connection == null) {
      return;
    }
    try {
      database.cancel(connection);
    } catch (SQLException e) {
      // It has its own limit of time.
      LOG.debug("a query could not be cancelled: {}", e.getClass().getSimpleName());
    }
  }
}
