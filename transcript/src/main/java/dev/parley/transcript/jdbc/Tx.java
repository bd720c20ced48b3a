package dev.parley.transcript.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An open transaction: statements with their arguments. */
final class Tx {

  /** Makes a value of the row at which a result stands. */
  @FunctionalInterface
  interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  private final Connection connection;
  private final Dialect dialect;

  Tx(Connection connection, Dialect dialect) {
    this.connection = connection;
    this.dialect = dialect;
  }

  Dialect dialect() {
    return dialect;
  }

  /** Runs a statement that changes rows; returns how many. */
  int update(String sql, @Nullable Object... arguments) throws SQLException {
    try (Prepared prepared = dialect.prepare(connection, sql)) {
      bind(prepared.statement(), arguments);
      return prepared.statement().executeUpdate();
    }
  }

  /** All rows. */
  <T> List<T> list(String sql, Row<T> row, @Nullable Object... arguments) throws SQLException {
    try (Prepared prepared = dialect.prepare(connection, sql)) {
      bind(prepared.statement(), arguments);
      List<T> found = new ArrayList<>();
      try (ResultSet rows = prepared.statement().executeQuery()) {
        while (rows.next()) {
          found.add(row.of(rows));
        }
      }
      return found;
    }
  }

  /** The first row, if there is one. */
  <T> Optional<T> first(String sql, Row<T> row, @Nullable Object... arguments) throws SQLException {
    return list(sql, row, arguments).stream().findFirst();
  }

  private static void bind(PreparedStatement statement, @Nullable Object[] arguments)
      throws SQLException {
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case null -> statement.setNull(i + 1, Types.NULL);
        case Integer number -> statement.setInt(i + 1, number);
        case Long number -> statement.setLong(i + 1, number);
        case String text -> statement.setString(i + 1, text);
        case Boolean flag -> statement.setInt(i + 1, flag ? 1 : 0);
        case byte[] bytes -> statement.setBytes(i + 1, bytes);
        case Object other ->
            throw new IllegalArgumentException("no column takes a " + other.getClass());
      }
    }
  }

  /** A number that may be absent. */
  static @Nullable Integer integer(ResultSet row, String column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? null : value;
  }
}
