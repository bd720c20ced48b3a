package dev.parley.benchmarks;

import dev.parley.transcript.Transcript;
import dev.parley.transcript.Transcripts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A store of its own for one benchmark; it is gone afterwards. */
sealed interface Store extends AutoCloseable {

  /** How to open it. */
  Transcripts transcripts();

  /** What it takes on the disk now, without what the next checkpoint frees. */
  long bytes();

  @Override
  void close();

  /** What a worker must be told about it. */
  default Map<String, String> environment() {
    Map<String, String> all = new HashMap<>();
    Transcripts at = transcripts();
    all.put("PARLEY_STORE", at.url());
    Optional.ofNullable(at.user()).ifPresent(user -> all.put("PARLEY_STORE_USER", user));
    Optional.ofNullable(at.password()).ifPresent(word -> all.put("PARLEY_STORE_PASSWORD", word));
    return all;
  }

  /**
   * A store of a kind.
   *
   * @param number tells it from others of the same process
   * @return absent, if the environment names no PostgreSQL
   */
  static Optional<Store> of(Options.StoreKind kind, Path folder, int number) {
    return switch (kind) {
      case SQLITE -> Optional.of(new Sqlite(folder.resolve("transcript-" + number + ".db")));
      case POSTGRESQL -> Postgres.of(System.getenv(), number);
    };
  }

  /** A SQLite file. */
  record Sqlite(Path file) implements Store {

    @Override
    public Transcripts transcripts() {
      return new Transcripts("sqlite:" + file, null, null);
    }

    @Override
    public long bytes() {
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
          Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA busy_timeout = 10000");
        statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        return Files.size(file);
      } catch (SQLException | IOException e) {
        throw new IllegalStateException("the size of " + file + " is not to be had", e);
      }
    }

    @Override
    public void close() {
      String name = file.getFileName().toString();
      try (Stream<Path> all = Files.list(file.toAbsolutePath().getParent())) {
        for (Path one :
            all.filter(path -> path.getFileName().toString().startsWith(name)).toList()) {
          Files.deleteIfExists(one);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** A schema in a PostgreSQL database. */
  record Postgres(Transcripts database, String schema) implements Store {

    static Optional<Store> of(Map<String, String> environment, int number) {
      return Optional.ofNullable(environment.get("PARLEY_TEST_POSTGRES"))
          .filter(url -> !url.isBlank())
          .map(
              url ->
                  create(
                      new Transcripts(
                          url,
                          environment.get("PARLEY_TEST_POSTGRES_USER"),
                          environment.get("PARLEY_TEST_POSTGRES_PASSWORD")),
                      "benchmark_%d_%d".formatted(ProcessHandle.current().pid(), number)));
    }

    private static Postgres create(Transcripts database, String schema) {
      Postgres made = new Postgres(database, schema);
      made.run("CREATE SCHEMA " + schema);
      return made;
    }

    @Override
    public Transcripts transcripts() {
      String join = database.url().contains("?") ? "&" : "?";
      return new Transcripts(
          database.url() + join + "currentSchema=" + schema, database.user(), database.password());
    }

    @Override
    public long bytes() {
      try (Connection connection = connect();
          Statement statement = connection.createStatement();
          ResultSet sum =
              statement.executeQuery(
                  """
                  SELECT SUM(pg_total_relation_size(c.oid)) FROM pg_class c
                  JOIN pg_namespace n ON n.oid = c.relnamespace
                  WHERE c.relkind = 'r' AND n.nspname = '%s'\
                  """
                      .formatted(schema))) {
        return sum.next() ? sum.getLong(1) : 0;
      } catch (SQLException e) {
        throw new IllegalStateException("the size of the schema is not to be had", e);
      }
    }

    private Connection connect() throws SQLException {
      return DriverManager.getConnection(database.url(), database.user(), database.password());
    }

    private void run(String sql) {
      try (Connection connection = connect();
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      } catch (SQLException e) {
        throw new IllegalStateException("PostgreSQL refused: " + sql, e);
      }
    }

    @Override
    public void close() {
      run("DROP SCHEMA " + schema + " CASCADE");
    }
  }

  /** Opens it, to read and to publish teams. */
  default Transcript open() {
    return transcripts().open();
  }

  /** The name of the kind, for people. */
  default String word() {
    return switch (this) {
      case Sqlite file -> Options.StoreKind.SQLITE.word();
      case Postgres schema -> Options.StoreKind.POSTGRESQL.word();
    };
  }
}
