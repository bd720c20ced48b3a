package dev.parley.activities.sql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.slf4j.LoggerFactory;

/** A schema with roles of its own in the PostgreSQL that the environment names. */
final class TestPostgres implements AutoCloseable {

  private final String name = "t_" + UUID.randomUUID().toString().replace("-", "");

  private TestPostgres() {}

  /** Whether there is one; if not, one loud line, or a failure where it is required. */
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
    LoggerFactory.getLogger(TestPostgres.class)
        .warn("SKIPPED: SQL tools on PostgreSQL (PARLEY_TEST_POSTGRES names no database)");
    return false;
  }

  private static String environment(String suffix) {
    return System.getenv().getOrDefault("PARLEY_TEST_POSTGRES" + suffix, "");
  }

  /** Tables, ways to write, a role that may write and one that may not. */
  static TestPostgres create() throws SQLException {
    TestPostgres made = new TestPostgres();
    made.run(
        """
        CREATE SCHEMA %1$s;
        CREATE ROLE %1$s_writer LOGIN PASSWORD 'w';
        CREATE ROLE %1$s_reader LOGIN PASSWORD 'w';
        ALTER ROLE %1$s_writer SET search_path = %1$s;
        ALTER ROLE %1$s_reader SET search_path = %1$s;
        CREATE TABLE %1$s.orders (id bigint PRIMARY KEY, region text, amount numeric, paid bytea, at timestamptz, tags text[]);
        INSERT INTO %1$s.orders VALUES (1, 'north', 412.50, '\\xCAFE', '2026-03-01 12:00:00+00', '{a,b}'), (2, E'a|b\\nc', NULL, NULL, NULL, NULL);
        CREATE SEQUENCE %1$s.numbers;
        CREATE FUNCTION %1$s.add_order() RETURNS int LANGUAGE sql AS 'INSERT INTO %1$s.orders VALUES (9) RETURNING 1';
        CREATE FUNCTION %1$s.add_as_owner() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'INSERT INTO %1$s.orders VALUES (8) RETURNING 1';
        CREATE PROCEDURE %1$s.add_and_commit() LANGUAGE plpgsql AS 'BEGIN COMMIT; INSERT INTO %1$s.orders VALUES (7); END';
        GRANT USAGE ON SCHEMA %1$s TO %1$s_writer, %1$s_reader;
        GRANT ALL ON ALL TABLES IN SCHEMA %1$s TO %1$s_writer;
        GRANT ALL ON ALL SEQUENCES IN SCHEMA %1$s TO %1$s_writer;
        GRANT SELECT ON ALL TABLES IN SCHEMA %1$s TO %1$s_reader;
        """);
    return made;
  }

  /** As the role that owns everything; {@code %1$s} is the schema. */
  void run(String sql) throws SQLException {
    try (Connection owner = owner();
        Statement statement = owner.createStatement()) {
      boolean unused = statement.execute(sql.formatted(name));
    }
  }

  /** The first value of a query of the owner. */
  long count(String sql) throws SQLException {
    try (Connection owner = owner();
        Statement statement = owner.createStatement();
        ResultSet row = statement.executeQuery(sql.formatted(name))) {
      if (!row.next()) {
        throw new SQLException("no row");
      }
      return row.getLong(1);
    }
  }

  long orders() throws SQLException {
    return count("SELECT count(*) FROM %s.orders");
  }

  String schema() {
    return name;
  }

  private static Connection owner() throws SQLException {
    return DriverManager.getConnection(
        environment(""), environment("_USER"), environment("_PASSWORD"));
  }

  /** A source for one of the roles. */
  SqlSource as(String role) {
    return source(name + "_" + role, "w");
  }

  /** A source for the owner of the whole database. */
  static SqlSource asOwner() {
    return source(environment("_USER"), environment("_PASSWORD"));
  }

  private static SqlSource source(String user, String password) {
    return new SqlSource(
        new SqlSettings(
            "warehouse", "parley.yml:9: parley.sql.warehouse", environment(""), user, password));
  }

  @Override
  public void close() throws SQLException {
    run("DROP SCHEMA %1$s CASCADE; DROP ROLE %1$s_writer; DROP ROLE %1$s_reader");
  }
}
