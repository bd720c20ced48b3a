package dev.parley.transcript.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.slf4j.LoggerFactory;

/** A schema for one test class in the PostgreSQL that the environment names. */
final class PostgresSchema {

  private PostgresSchema() {}

  /** Whether there is a PostgreSQL; if not, one loud line, or a failure where it is required. */
  static boolean available() {
    if (!environment("").isEmpty()) {
      return true;
    }
    List<String> required =
        Arrays.asList(System.getenv().getOrDefault("PARLEY_REQUIRE", "").split(",", -1));
    if (required.contains("postgres")) {
      throw new IllegalStateException(
          "PARLEY_REQUIRE names postgres, but PARLEY_TEST_POSTGRES names no database");
    }
    LoggerFactory.getLogger(PostgresSchema.class)
        .warn("SKIPPED: the transcript on PostgreSQL (PARLEY_TEST_POSTGRES names no database)");
    return false;
  }

  private static String environment(String suffix) {
    return System.getenv().getOrDefault("PARLEY_TEST_POSTGRES" + suffix, "");
  }

  /** Makes an empty schema; returns how to reach it. */
  static WriterProcess.Stores create() throws SQLException {
    String name = "t_" + UUID.randomUUID().toString().replace("-", "");
    String url = environment("");
    String user = environment("_USER");
    String password = environment("_PASSWORD");
    var database = new WriterProcess.Stores(url, user, password).dialect();
    try (Connection connection = database.direct().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA " + name);
    }
    return new WriterProcess.Stores(
        url
            + (url.contains("?") ? "&" : "?")
            + "currentSchema=%1$s&ApplicationName=%1$s".formatted(name),
        user,
        password);
  }
}
