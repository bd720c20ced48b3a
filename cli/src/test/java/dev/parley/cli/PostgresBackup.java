package dev.parley.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A database in the PostgreSQL that the environment names, and a second server that is made from a
 * base backup of the first: all its databases at one point in time.
 */
final class PostgresBackup implements AutoCloseable {

  /** The server refuses to run as root, and its user must be able to read the folder. */
  private static final String PROGRAMS =
      """
      set -euo pipefail
      bin=$(printf '%s\\n' /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
      [ -x "$bin/pg_basebackup" ] || bin=$(dirname "$(command -v pg_basebackup)")
      as=()
      [ "$(id -u)" != 0 ] || as=(setpriv --reuid postgres --regid postgres --init-groups --)
      cd /
      """;

  private static final String COPY =
      """
      folder=$(mktemp -d /var/tmp/parley-restored-XXXXXX)
      [ "$(id -u)" != 0 ] || chown postgres:postgres "$folder"
      "${as[@]}" "$bin/pg_basebackup" -h "$HOST" -p "$PORT" -U "$NAME" -D "$folder/data" -X stream -c fast
      echo "$folder"
      """;

  private static final String START =
      """
      "${as[@]}" "$bin/pg_ctl" -D "$FOLDER/data" -l "$FOLDER/server.log" -s -w start \\
        -o "-p $PORT -c listen_addresses=127.0.0.1 -c unix_socket_directories="
      """;

  private static final String STOP =
      """
      "${as[@]}" "$bin/pg_ctl" -D "$FOLDER/data" -m immediate -s stop || true
      rm -rf "$FOLDER"
      """;

  private final String url;
  private final String user;
  private final String password;
  private final String database;
  private final Path log;
  private String restored = "";
  private int port;

  private PostgresBackup(String url, String user, String password, Path log) {
    this.url = url;
    this.user = user;
    this.password = password;
    this.database = "parley_" + UUID.randomUUID().toString().replace("-", "");
    this.log = log;
  }

  /** With a new database; skipped with one loud line where there is no PostgreSQL. */
  static PostgresBackup require(Path folder) throws SQLException {
    String url = environment("PARLEY_TEST_POSTGRES");
    if (url.isEmpty()) {
      if (List.of(environment("PARLEY_REQUIRE").split(",", -1)).contains("postgres")) {
        throw new IllegalStateException(
            "PARLEY_REQUIRE names postgres, but PARLEY_TEST_POSTGRES names no database");
      }
      System.err.println("SKIPPED: a backup of PostgreSQL (PARLEY_TEST_POSTGRES is not set)");
      Assumptions.abort("no PostgreSQL");
    }
    var backup =
        new PostgresBackup(
            url,
            environment("PARLEY_TEST_POSTGRES_USER"),
            environment("PARLEY_TEST_POSTGRES_PASSWORD"),
            folder.resolve("postgres.log"));
    backup.execute("CREATE DATABASE " + backup.database);
    return backup;
  }

  private static String environment(String name) {
    return System.getenv().getOrDefault(name, "");
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, user, password);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Host and port of the first server. */
  private String[] address() {
    return url.replaceFirst("^jdbc:postgresql://", "").replaceFirst("/.*", "").split(":", 2);
  }

  String user() {
    return user;
  }

  String password() {
    return password;
  }

  String restoredUrl() {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
  }

  /** Commands whose store is the database. */
  Cli original(Cli cli) {
    return on(cli, url.replaceFirst("/[^/]*$", "/" + database));
  }

  /** Commands whose store is the restored one. */
  Cli restored(Cli cli) throws IOException {
    try (var free = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    bash(START, Map.of("FOLDER", restored, "PORT", Integer.toString(port)));
    return on(cli, restoredUrl());
  }

  private Cli on(Cli cli, String store) {
    return cli.with("PARLEY_STORE", store)
        .with("PARLEY_STORE_USER", user)
        .with("PARLEY_STORE_PASSWORD", password);
  }

  /** Makes the base backup. */
  void copy() throws IOException {
    String[] address = address();
    restored =
        bash(
            COPY,
            Map.of("HOST", address[0], "PORT", address[1], "NAME", user, "PGPASSWORD", password));
  }

  private String bash(String script, Map<String, String> variables) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", PROGRAMS + script)
            .redirectOutput(Files.createTempFile(log.getParent(), "bash", ".out").toFile())
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(variables);
    Process process = builder.start();
    if (!ended(process) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IllegalStateException("failed: " + Files.readString(log));
    }
    return Files.readString(builder.redirectOutput().file().toPath()).strip();
  }

  private static boolean ended(Process process) {
    try {
      return process.waitFor(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() throws IOException, SQLException {
    if (!restored.isEmpty()) {
      String unused = bash(STOP, Map.of("FOLDER", restored));
    }
    execute("DROP DATABASE %s WITH (FORCE)".formatted(database));
  }
}
