package dev.parley.transcript.jdbc;

import com.zaxxer.hikari.HikariConfig;
import dev.parley.transcript.TranscriptException.Reason;
import dev.parley.transcript.TranscriptException.Refused;
import dev.parley.transcript.TranscriptException.Unavailable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteOpenMode;

/**
 * One file. A single connection writes, so that the threads of a process queue here and not in the
 * busy handler; a few read. Transactions are begun by statements, because the driver's own commit
 * begins the next transaction at once, which would keep the write lock while nothing is done.
 */
final class SqliteDialect implements Dialect {

  private static final Duration BUSY = Duration.ofSeconds(10);
  private static final Duration POOL_TIMEOUT = Duration.ofSeconds(30);
  private static final int READERS = 4;
  private static final int CHECKPOINT_PAGES = 4_000;
  private static final ReentrantLock IN_PROCESS = new ReentrantLock();

  private final String path;
  private final Duration busy;
  private final KeptStatements kept = new KeptStatements();
  private final SqliteFile file;

  SqliteDialect(String path) {
    this(path, BUSY);
  }

  /** With the time to wait for another process that writes. */
  SqliteDialect(String path, Duration busy) {
    if (path.isBlank() || path.startsWith(":")) {
      throw new Refused(
          Reason.INVALID, "the store sqlite:%s names no file; use sqlite:PATH".formatted(path));
    }
    this.path = path;
    this.busy = busy;
    this.file = new SqliteFile(path);
  }

  @Override
  public String describe() {
    return "sqlite " + path;
  }

  @Override
  public void requireThere() {
    file.require();
  }

  @Override
  public DataSource direct() {
    return source(new SQLiteDataSource(config()));
  }

  private SQLiteConfig config() {
    var config = new SQLiteConfig();
    config.setBusyTimeout((int) busy.toMillis());
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    config.setPragma(Pragma.SECURE_DELETE, "true");
    // The driver would ask for the last row's number after each statement that writes.
    config.setGetGeneratedKeys(false);
    // Most pages are written again soon: 16 MiB of them go to the database at once, not 4.
    config.setWalAutocheckpoint(CHECKPOINT_PAGES);
    return config;
  }

  private DataSource source(SQLiteDataSource source) {
    source.setUrl("jdbc:sqlite:" + path);
    return source;
  }

  /** Connections to the file that is there: another one is neither made nor opened. */
  private DataSource pooled() {
    SQLiteConfig config = config();
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    return source(
        new SQLiteDataSource(config) {
          @Override
          public SQLiteConnection getConnection(String user, String password) throws SQLException {
            try {
              file.require();
            } catch (Unavailable e) {
              throw new SQLException(e.getMessage(), e);
            }
            return super.getConnection(user, password);
          }
        });
  }

  @Override
  public HikariConfig writers() {
    return pool("parley-sqlite-write", 1);
  }

  @Override
  public boolean writesAlone() {
    return true;
  }

  @Override
  public boolean readsApart() {
    return true;
  }

  @Override
  public HikariConfig readers() {
    return pool("parley-sqlite-read", READERS);
  }

  private HikariConfig pool(String name, int size) {
    var config = new HikariConfig();
    config.setPoolName(name);
    config.setDataSource(pooled());
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    config.setMaxLifetime(0);
    config.setConnectionTimeout(POOL_TIMEOUT.toMillis());
    config.setInitializationFailTimeout(-1);
    return config;
  }

  @Override
  public Prepared prepare(Connection connection, String sql) throws SQLException {
    return new Prepared(kept.get(connection, sql), true);
  }

  @Override
  public void begin(Connection connection, boolean write) throws SQLException {
    execute(connection, write ? "BEGIN IMMEDIATE" : "BEGIN");
  }

  @Override
  public void commit(Connection connection) throws SQLException {
    execute(connection, "COMMIT");
  }

  @Override
  public void rollback(Connection connection) throws SQLException {
    execute(connection, "ROLLBACK");
  }

  private void execute(Connection connection, String sql) throws SQLException {
    kept.get(connection, sql).execute();
  }

  @Override
  public boolean hasTable(Connection connection, String table) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?")) {
      query.setString(1, table);
      return query.executeQuery().next();
    }
  }

  @Override
  public Map<String, String> types() {
    return Map.of(
        "bytes", "BLOB", "serial", "INTEGER PRIMARY KEY AUTOINCREMENT", "postgresql", "-- ");
  }

  @Override
  public LiveCarrier live(Database database, String storeId) {
    return new LiveFiles(Path.of(path + "-live"));
  }

  /**
   * Flyway has no lock of its own for SQLite, and two first connections that both switch the
   * journal to WAL would collide: a lock file beside the database keeps other processes out.
   */
  @Override
  public <T> T exclusively(Supplier<T> work) {
    IN_PROCESS.lock();
    try (FileChannel channel = openLock()) {
      // Closing the channel releases it, and so does the end of the process.
      var unused = channel.lock();
      return work.get();
    } catch (IOException e) {
      throw new Unavailable(
          "the lock file of %s cannot be made: %s; check that its folder can be written"
              .formatted(describe(), e),
          e);
    } finally {
      IN_PROCESS.unlock();
    }
  }

  private FileChannel openLock() throws IOException {
    try {
      Path file = Path.of(path).toAbsolutePath();
      Path folder = file.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      return FileChannel.open(
          file.resolveSibling(file.getFileName() + ".lock"),
          StandardOpenOption.CREATE,
          StandardOpenOption.WRITE);
    } catch (InvalidPathException e) {
      throw new Refused(
          Reason.INVALID, "the store sqlite:%s names no file: %s".formatted(path, e.getReason()));
    }
  }

  @Override
  public String now() {
    return "CAST(unixepoch('subsec') * 1000 AS INTEGER)";
  }

  @Override
  public String forUpdate() {
    return "";
  }

  @Override
  public String like() {
    return "LIKE";
  }

  @Override
  public boolean isConflict(SQLException e) {
    return false;
  }

  @Override
  public RuntimeException translate(SQLException e) {
    if (e instanceof SQLiteException known) {
      return translate(known, known.getResultCode());
    }
    if (e.getCause() instanceof SQLiteException cause) {
      return translate(cause, cause.getResultCode());
    }
    return e instanceof SQLTransientConnectionException
            || e.getCause() instanceof InterruptedException
        ? unavailable("gave no connection in time; others write all the time", e)
        : defect(e);
  }

  private RuntimeException translate(SQLiteException e, SQLiteErrorCode code) {
    // Extended codes carry the primary one in their lowest byte.
    return switch (code.code & 0xff) {
      case 5, 6 ->
          unavailable(
              "is locked by another process for %s; end that process or try again".formatted(busy),
              e);
      case 13 -> unavailable("has no room: the disk is full; free space and try again", e);
      case 3, 8, 14 -> unavailable("cannot be opened or written; check the file and its folder", e);
      case 7, 9, 10 ->
          unavailable("cannot be read or written; check the disk and the room on it", e);
      case 11, 26 -> unavailable("is damaged or no database; restore a backup of the file", e);
      case 18 ->
          new Refused(
              Reason.INVALID,
              "too big for the transcript (%s): 1 GB at most".formatted(describe()));
      default -> defect(e);
    };
  }

  @Override
  public void scrub(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }
  }
}
