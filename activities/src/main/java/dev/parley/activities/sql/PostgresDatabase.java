package dev.parley.activities.sql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * PostgreSQL. Each query has a transaction of its own that reads only, and is opened as a cursor by
 * the server: a cursor takes one statement that gives rows, so no {@code COMMIT}, no {@code SET},
 * no {@code COPY} and no second statement gets that far. Below it, the role should not be able to
 * write.
 */
record PostgresDatabase(SqlSettings settings) implements Database {

  /** The text goes in as a value, so no quotation mark in it means anything. */
  private static final String OPEN =
      """
      DO $parley$ DECLARE answer refcursor := 'parley_rows';
      BEGIN OPEN answer NO SCROLL FOR EXECUTE current_setting('parley.sql'); END $parley$
      """;

  /** Also takes the snapshot after which a transaction can no longer become one that writes. */
  private static final String BEGIN =
      """
      SELECT set_config('statement_timeout', ?, true), set_config('lock_timeout', '5s', true),
        set_config('idle_in_transaction_session_timeout', '60s', true),
        current_setting('transaction_read_only')
      """;

  private static final String POWERS =
      """
      SELECT CASE WHEN me.rolsuper THEN 'is a superuser'
        WHEN me.rolreplication THEN 'may replicate'
        WHEN EXISTS (SELECT 1 FROM pg_roles power WHERE power.rolname IN
            ('pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files')
            AND pg_has_role(me.oid, power.oid, 'MEMBER'))
          THEN 'may use files and programs of the server' END
      FROM pg_roles me WHERE me.rolname = current_user
      """;

  private static final String WRITABLE =
      """
      SELECT 'may write to ' || quote_ident(n.nspname) || '.' || quote_ident(c.relname)
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
        AND has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
      LIMIT 1
      """;

  private static final String COLUMNS =
      """
      SELECT CASE table_schema WHEN 'public' THEN '' ELSE quote_ident(table_schema) || '.' END
          || quote_ident(table_name), quote_ident(column_name),
        CASE data_type WHEN 'ARRAY' THEN ltrim(udt_name, '_') || '[]'
          WHEN 'USER-DEFINED' THEN udt_name ELSE data_type END
      FROM information_schema.columns
      WHERE table_schema <> 'information_schema' AND table_schema !~ '^pg_'
        AND strpos(lower(table_name), lower(?)) > 0
      ORDER BY table_schema, table_name, ordinal_position
      """;

  private static final String CANCEL =
      "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE application_name = ?";

  private static final String NAME = "ApplicationName";

  /** Where a message goes on about the place in our own statements. */
  private static final Pattern INSIDE =
      Pattern.compile("\\n\\s*(Position|Where|Internal Query|Internal Position|Location):");

  @Override
  public String dialect() {
    return "PostgreSQL";
  }

  @Override
  public Connection connect(Duration within) throws SQLException {
    Connection connection = open(within);
    try {
      begin(connection, within);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Each under a name of its own, by which it is found to be cancelled. */
  private Connection open(Duration within) throws SQLException {
    Properties properties = new Properties();
    if (settings.user() != null) {
      properties.setProperty("user", settings.user());
    }
    if (settings.password() != null) {
      properties.setProperty("password", settings.password());
    }
    properties.setProperty(NAME, "Parley " + UUID.randomUUID());
    properties.setProperty("connectTimeout", "10");
    properties.setProperty("loginTimeout", "10");
    properties.setProperty("socketTimeout", String.valueOf(within.toSeconds() + 10));
    properties.setProperty("maxResultBuffer", "32M");
    return DriverManager.getConnection(settings.url(), properties);
  }

  private static void begin(Connection connection, Duration within) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      boolean unused = statement.execute("SET TRANSACTION READ ONLY");
    }
    try (PreparedStatement first = connection.prepareStatement(BEGIN)) {
      first.setString(1, within.toMillis() + "ms");
      try (ResultSet row = first.executeQuery()) {
        if (!row.next() || !"on".equals(row.getString(4))) {
          throw new SQLException("the transaction does not only read; nothing was asked");
        }
      }
    }
    Optional<String> power = one(connection, POWERS);
    if (power.isPresent()) {
      throw new SQLException("the role %s; nothing was asked".formatted(power.get()));
    }
  }

  private static Optional<String> one(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
    }
  }

  // --- A query

  @Override
  public ResultSet rows(Connection connection, String sql, int most) throws SQLException {
    try (PreparedStatement text =
        connection.prepareStatement("SELECT set_config('parley.sql', ?, true)")) {
      text.setString(1, sql);
      boolean unused = text.execute();
    }
    try (Statement open = connection.createStatement()) {
      boolean unused = open.execute(OPEN);
    }
    Statement fetch = connection.createStatement();
    fetch.closeOnCompletion();
    return fetch.executeQuery("FETCH FORWARD %d FROM parley_rows".formatted(most));
  }

  @Override
  public int more(Connection connection, ResultSet read, int most) throws SQLException {
    int more = 0;
    while (read.next()) {
      more++;
    }
    try (Statement move = connection.createStatement()) {
      return more + move.executeUpdate("MOVE FORWARD %d IN parley_rows".formatted(most));
    }
  }

  @Override
  public void cancel(Connection connection) throws SQLException {
    try (Connection other = open(Duration.ofSeconds(10));
        PreparedStatement cancel = other.prepareStatement(CANCEL)) {
      cancel.setString(1, connection.getClientInfo(NAME));
      boolean unused = cancel.execute();
    }
  }

  @Override
  public boolean isBinary(ResultSet row, int column) throws SQLException {
    return row.getMetaData().getColumnType(column) == Types.BINARY;
  }

  @Override
  public PreparedStatement columns(Connection connection) throws SQLException {
    return connection.prepareStatement(COLUMNS);
  }

  @Override
  public Optional<String> problem(Connection connection) throws SQLException {
    return one(connection, WRITABLE)
        .map(
            power ->
                ("the role %s; name one that may only read, e.g. CREATE ROLE reader LOGIN PASSWORD"
                        + " '…'; GRANT pg_read_all_data TO reader")
                    .formatted(power));
  }

  @Override
  public String message(SQLException e) {
    String all = INSIDE.split(String.valueOf(e.getMessage()), 2)[0];
    String text = all.strip().replaceAll("\\s*\\n\\s*", ". ");
    return e.getSQLState() == null ? text : "%s (SQLSTATE %s)".formatted(text, e.getSQLState());
  }
}
