package dev.parley.transcript.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.util.DriverDataSource;
import dev.parley.transcript.TranscriptException.Reason;
import dev.parley.transcript.TranscriptException.Refused;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL database, shared by any number of processes. */
final class PostgresDialect implements Dialect {

  static final String PREFIX = "jdbc:postgresql:";

  private static final String DRIVER = "org.postgresql.Driver";
  private static final int CONNECTIONS = 10;
  private static final int TIMEOUT_SECONDS = 10;

  /** Serialization, deadlock, and a row that refers to a conversation deleted meanwhile. */
  private static final Set<String> CONFLICTS = Set.of("40001", "40P01", "23503");

  private final String url;
  private final @Nullable String user;
  private final @Nullable String password;

  PostgresDialect(String url, @Nullable String user, @Nullable String password) {
    this.url = url;
    this.user = user;
    this.password = password;
  }

  /** Without what stands behind a question mark: it may hold a password. */
  @Override
  public String describe() {
    String rest = url.substring(PREFIX.length());
    int question = rest.indexOf('?');
    String place = question < 0 ? rest : rest.substring(0, question);
    return "postgresql " + (place.startsWith("//") ? place.substring(2) : place);
  }

  @Override
  public DataSource direct() {
    var properties = new Properties();
    properties.setProperty("ApplicationName", "parley");
    properties.setProperty("connectTimeout", Integer.toString(TIMEOUT_SECONDS));
    properties.setProperty("socketTimeout", Integer.toString(6 * TIMEOUT_SECONDS));
    properties.setProperty("tcpKeepAlive", "true");
    // The server's details of an error quote the row: words that must not get into failures.
    properties.setProperty("logServerErrorDetail", "false");
    try {
      return new DriverDataSource(url, DRIVER, properties, user, password);
    } catch (RuntimeException e) {
      // Without the cause: its message quotes the url, which may hold a password.
      throw new Refused(
          Reason.INVALID,
          "the store %s is no address; use jdbc:postgresql://HOST:PORT/NAME".formatted(describe()));
    }
  }

  @Override
  public HikariConfig writers() {
    var config = new HikariConfig();
    config.setPoolName("parley-postgresql");
    config.setDataSource(direct());
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setAutoCommit(false);
    config.setConnectionTimeout(1000L * TIMEOUT_SECONDS);
    config.setInitializationFailTimeout(-1);
    return config;
  }

  /**
   * Any number write at once, and the database itself brings their commits to the disk together.
   */
  @Override
  public boolean writesAlone() {
    return false;
  }

  @Override
  public boolean readsApart() {
    return false;
  }

  @Override
  public HikariConfig readers() {
    return writers();
  }

  /** The driver itself keeps what is prepared. */
  @Override
  public Prepared prepare(Connection connection, String sql) throws SQLException {
    return new Prepared(connection.prepareStatement(sql), false);
  }

  /** Nothing to do: the pool's connections are between transactions, the next statement begins. */
  @Override
  public void begin(Connection connection, boolean write) {}

  @Override
  public void commit(Connection connection) throws SQLException {
    connection.commit();
  }

  @Override
  public void rollback(Connection connection) throws SQLException {
    connection.rollback();
  }

  @Override
  public boolean hasTable(Connection connection, String table) throws SQLException {
    try (var query = connection.prepareStatement("SELECT 1 WHERE to_regclass(?) IS NOT NULL")) {
      query.setString(1, table);
      return query.executeQuery().next();
    }
  }

  @Override
  public Map<String, String> types() {
    return Map.of(
        "bytes",
        "BYTEA",
        "serial",
        "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
        "postgresql",
        "");
  }

  @Override
  public LiveCarrier live(Database database, String storeId) {
    return new LivePieces(database, storeId);
  }

  /** Flyway takes an advisory lock in the database. */
  @Override
  public <T> T exclusively(Supplier<T> work) {
    return work.get();
  }

  @Override
  public String now() {
    return "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)";
  }

  /** The weaker lock, which lets rows that refer to this one be written. */
  @Override
  public String forUpdate() {
    return " FOR NO KEY UPDATE";
  }

  @Override
  public String like() {
    return "ILIKE";
  }

  @Override
  public boolean isConflict(SQLException e) {
    return e.getSQLState() != null && CONFLICTS.contains(e.getSQLState());
  }

  @Override
  public RuntimeException translate(SQLException e) {
    String state = e.getSQLState();
    if (state == null || e instanceof SQLTransientConnectionException) {
      return unavailable("cannot be reached; is it running, and does PARLEY_STORE name it?", e);
    }
    if (state.equals("22021")) {
      return new Refused(
          Reason.INVALID, "a name or id has a character that PostgreSQL cannot store (U+0000)");
    }
    if (isConflict(e)) {
      return unavailable("is in conflict with other writers again and again; try again", e);
    }
    return switch (state.substring(0, Math.min(2, state.length()))) {
      case "08", "57" -> unavailable("cannot be reached; is it running?", e);
      case "53" -> unavailable("has no room, memory or connections left; free some", e);
      case "58" -> unavailable("has trouble with its disk; see its log", e);
      case "28" -> unavailable("does not let us in; check PARLEY_STORE_USER and _PASSWORD", e);
      case "3D", "3F" -> unavailable("has no such database or schema; create it first", e);
      case "25" -> unavailable("cannot be written now: it is read only", e);
      case "55" -> unavailable("is locked; try again", e);
      default ->
          state.equals("42501")
              ? unavailable("does not allow us to do that; grant the role its tables", e)
              : defect(e);
    };
  }

  @Override
  public void scrub(Connection connection) {}
}
