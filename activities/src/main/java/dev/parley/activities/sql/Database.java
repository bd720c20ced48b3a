package dev.parley.activities.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** A kind of database. What models write is never taken apart: the database itself only reads. */
sealed interface Database permits PostgresDatabase, SqliteDatabase {

  /**
   * The database that an address names.
   *
   * @throws IllegalArgumentException with the place, if there is none of that kind
   */
  static Database of(SqlSettings settings) {
    if (settings.url().startsWith("jdbc:postgresql:")) {
      return new PostgresDatabase(settings);
    }
    if (settings.url().startsWith("jdbc:sqlite:")) {
      return new SqliteDatabase(settings);
    }
    throw new IllegalArgumentException(
        "%s.url: must begin with jdbc:postgresql: or jdbc:sqlite:".formatted(settings.place()));
  }

  /** What models call it. */
  String dialect();

  /** A connection on which nothing can be changed. */
  Connection connect(Duration within) throws SQLException;

  /**
   * The rows of a query.
   *
   * @param most rows that will be read
   */
  ResultSet rows(Connection connection, String sql, int most) throws SQLException;

  /** How many rows there are behind those that were read; counts no further than given. */
  int more(Connection connection, ResultSet read, int most) throws SQLException;

  /** Ends what runs on a connection, from another thread. */
  void cancel(Connection connection) throws SQLException;

  /** Whether the cell holds bytes that are no text. */
  boolean isBinary(ResultSet row, int column) throws SQLException;

  /** Table, column and type of every column whose table's name contains the parameter. */
  PreparedStatement columns(Connection connection) throws SQLException;

  /** Why nobody should be let at it, as a sentence. */
  Optional<String> problem(Connection connection) throws SQLException;

  /** What a database says of an error. */
  String message(SQLException e);
}
