package dev.parley.activities.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.SQLiteConnection;

/**
 * SQLite. The file is opened for reading, and no other can be attached: neither to be read, nor as
 * what {@code VACUUM INTO} writes.
 */
record SqliteDatabase(SqlSettings settings) implements Database {

  /** Bytes of a value, so that no query makes one that fills the memory. */
  private static final String LARGEST = String.valueOf(16 * 1024 * 1024);

  /** What ends a statement, and means nothing where there is only one. */
  private static final Pattern END = Pattern.compile("[;\\s]+\\z");

  private static final String COLUMNS =
      """
      SELECT t.name, c.name, c.type
      FROM sqlite_schema t JOIN pragma_table_info(t.name) c
      WHERE t.type IN ('table', 'view') AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
        AND instr(lower(t.name), lower(?)) > 0
      ORDER BY t.name, c.cid
      """;

  @Override
  public String dialect() {
    return "SQLite";
  }

  @Override
  public Connection connect(Duration within) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout((int) Math.min(within.toMillis(), 10_000));
    config.setPragma(Pragma.LIMIT_ATTACHED, "0");
    config.setPragma(Pragma.LIMIT_LENGTH, LARGEST);
    config.setPragma(Pragma.LIMIT_WORKER_THREADS, "0");
    Connection connection = config.createConnection(settings.url());
    try (Statement statement = connection.createStatement()) {
      boolean unused = statement.execute("PRAGMA query_only = 1");
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * As a prepared statement: the driver has words of its own that write files, for others. In
   * brackets: there is room for nothing but what gives rows, and a {@code PRAGMA} may change the
   * whole process.
   */
  @Override
  public ResultSet rows(Connection connection, String sql, int most) throws SQLException {
    PreparedStatement query =
        connection.prepareStatement("SELECT * FROM (\n%s\n)".formatted(bare(sql)));
    query.closeOnCompletion();
    return query.executeQuery();
  }

  private static String bare(String sql) {
    return END.matcher(sql).replaceFirst("");
  }

  @Override
  public int more(Connection connection, ResultSet read, int most) throws SQLException {
    int more = 0;
    while (more < most && read.next()) {
      more++;
    }
    return more;
  }

  @Override
  public void cancel(Connection connection) throws SQLException {
    connection.unwrap(SQLiteConnection.class).getDatabase().interrupt();
  }

  @Override
  public boolean isBinary(ResultSet row, int column) throws SQLException {
    return row.getObject(column) instanceof byte[];
  }

  @Override
  public PreparedStatement columns(Connection connection) throws SQLException {
    return connection.prepareStatement(COLUMNS);
  }

  /** A file that is opened for reading has no role to look at. */
  @Override
  public Optional<String> problem(Connection connection) {
    return Optional.empty();
  }

  @Override
  public String message(SQLException e) {
    return String.valueOf(e.getMessage());
  }
}
