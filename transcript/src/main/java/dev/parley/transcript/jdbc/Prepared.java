package dev.parley.transcript.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * A statement to run now.
 *
 * @param kept whether it stays open for the next time
 */
record Prepared(PreparedStatement statement, boolean kept) implements AutoCloseable {

  @Override
  public void close() throws SQLException {
    if (!kept) {
      statement.close();
    }
  }
}
