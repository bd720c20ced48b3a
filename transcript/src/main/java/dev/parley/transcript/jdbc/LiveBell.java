package dev.parley.transcript.jdbc;

import dev.parley.transcript.jdbc.LiveCarrier.Bell;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that hears the notifications of one channel. Where there can be none (a pooler
 * between, no connection left) it rings by the clock.
 */
final class LiveBell implements Bell {

  private static final Logger LOG = LoggerFactory.getLogger(LiveBell.class);

  /** How often is looked where no notification can be heard. */
  private static final Duration DEAF = Duration.ofMillis(250);

  /** How often is looked nevertheless: a notification may be lost with its server. */
  private static final Duration DOUBT = Duration.ofSeconds(2);

  private final DataSource database;
  private final String channel;
  private @Nullable Connection connection;
  private boolean deaf;
  private long looked = System.nanoTime();

  LiveBell(DataSource database, String channel) {
    this.database = database;
    this.channel = channel;
  }

  @Override
  public boolean rings(Duration patience) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    boolean rung = deaf ? wait(patience) : heard(patience);
    if (rung || System.nanoTime() - looked > DOUBT.toNanos()) {
      looked = System.nanoTime();
      return true;
    }
    return false;
  }

  private boolean heard(Duration patience) throws InterruptedException {
    try {
      boolean fresh = connection == null;
      Connection open = listening();
      // What was said before it listened was not notified to it. 0 would wait for ever.
      int millis = Math.clamp(patience.toMillis(), 1, (int) DOUBT.toMillis());
      return fresh || open.unwrap(PGConnection.class).getNotifications(millis).length > 0;
    } catch (SQLException e) {
      LOG.debug("no notifications, so the clock: {}", e.getSQLState());
      close();
      deaf = true;
      return wait(patience);
    }
  }

  private Connection listening() throws SQLException {
    Connection open = connection;
    if (open == null) {
      open = database.getConnection();
      connection = open;
      try (var statement = open.createStatement()) {
        // Letters and digits of our own: see LiveKey.
        statement.execute("LISTEN " + channel);
      }
    }
    return open;
  }

  private static boolean wait(Duration patience) throws InterruptedException {
    Thread.sleep(patience.compareTo(DEAF) < 0 ? patience : DEAF);
    return true;
  }

  @Override
  public void close() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException e) {
        LOG.debug("a connection was not closed: {}", e.getSQLState());
      }
    }
  }
}
