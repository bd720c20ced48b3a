package dev.parley.activities.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A real PostgreSQL is read, and never changed: not even by a role that could. */
@EnabledIf("dev.parley.activities.sql.TestPostgres#available")
@Timeout(60)
class PostgresQueryTest {

  private static @Nullable TestPostgres made;

  @BeforeAll
  static void create() throws SQLException {
    made = TestPostgres.create();
  }

  @AfterAll
  static void drop() throws SQLException {
    if (made != null) {
      made.close();
    }
  }

  private static TestPostgres postgres() {
    return Objects.requireNonNull(made);
  }

  private static String asked(String sql) throws Exception {
    return Asking.query(postgres().as("writer"), sql);
  }

  // --- What is refused

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO orders VALUES (3)",
        "INSERT INTO orders VALUES (3) RETURNING id",
        "UPDATE orders SET region = 'x' RETURNING id",
        "DELETE FROM orders",
        "TRUNCATE orders",
        "DROP TABLE orders",
        "SELECT add_order()",
        "SELECT add_as_owner()",
        "WITH new AS (INSERT INTO orders VALUES (3) RETURNING id) SELECT * FROM new",
        "SELECT 1; INSERT INTO orders VALUES (3)",
        "SELECT 1; COMMIT; BEGIN READ WRITE; INSERT INTO orders VALUES (3); COMMIT",
        "COMMIT; INSERT INTO orders VALUES (3)",
        "COMMIT",
        "ROLLBACK",
        "SET TRANSACTION READ WRITE",
        "SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE",
        "SELECT set_config('transaction_read_only', 'off', true), add_order()",
        "SELECT add_order() FROM (SELECT set_config('transaction_read_only', 'off', false)) x",
        "COPY orders TO PROGRAM 'touch /tmp/parley-copied'",
        "COPY orders TO '/tmp/parley-copied'",
        "COPY orders FROM '/etc/passwd'",
        "DO $$ BEGIN INSERT INTO orders VALUES (3); END $$",
        "DO $$ BEGIN COMMIT; INSERT INTO orders VALUES (3); END $$",
        "CALL add_and_commit()",
        "EXPLAIN ANALYZE INSERT INTO orders VALUES (3)",
        "SELECT nextval('numbers')",
        "SELECT * FROM orders FOR UPDATE",
        "CREATE TEMP TABLE x (id int)",
        "SELECT * INTO x FROM orders",
        "LOCK TABLE orders",
        "NOTIFY everybody",
        "PREPARE x AS INSERT INTO orders VALUES (3)",
        "$parley$; INSERT INTO orders VALUES (3); --",
        "SELECT 1'; INSERT INTO orders VALUES (3); --",
        "SELECT pg_read_file('/etc/passwd')",
        "SELECT pg_reload_conf()",
        ""
      })
  void nothingIsChangedByAnythingThatAModelCanWrite(String sql) throws Exception {
    assertThatThrownBy(() -> asked(sql)).isInstanceOf(SQLException.class);

    assertThat(postgres().orders()).isEqualTo(2);
    assertThat(postgres().count("SELECT count(*) FROM %s.orders WHERE region = 'x'")).isZero();
    assertThat(postgres().count("SELECT CASE WHEN is_called THEN 1 ELSE 0 END FROM %s.numbers"))
        .isZero();
    assertThat(Files.exists(Path.of("/tmp/parley-copied"))).isFalse();
  }

  @Test
  void aRoleThatMayDoTooMuchIsToldAndNotUsed() throws Exception {
    assertThat(postgres().as("reader").problem()).isEmpty();
    assertThat(postgres().as("writer").problem())
        .get()
        .asString()
        .startsWith("parley.yml:9: parley.sql.warehouse: the role may write to ")
        .contains(postgres().schema())
        .endsWith("GRANT pg_read_all_data TO reader");
    assertThat(TestPostgres.asOwner().problem())
        .get()
        .asString()
        .contains("the role is a superuser; nothing was asked");
    assertThatThrownBy(() -> Asking.query(TestPostgres.asOwner(), "SELECT 1"))
        .hasMessage("the role is a superuser; nothing was asked");
  }

  @Test
  void aDatabaseThatIsNotThereIsToldWithThePlace() {
    SqlSource none =
        new SqlSource(
            new SqlSettings(
                "w",
                "parley.yml:9: parley.sql.w",
                "jdbc:postgresql://127.0.0.1:1/x",
                "u",
                "s3cret"));

    assertThat(none.problem())
        .get()
        .asString()
        .startsWith("parley.yml:9: parley.sql.w: ")
        .contains("refused")
        .doesNotContain("s3cret");
  }

  // --- What is answered

  @Test
  void rowsAreALineEach() throws Exception {
    assertThat(asked("SELECT id, region, amount, paid, at, tags FROM orders ORDER BY id;"))
        .isEqualTo(
            """
            id | region | amount | paid | at | tags
            1 | north | 412.50 | (2 bytes) | 2026-03-01 12:00:00+00 | {a,b}
            2 | a\\|b\\nc | NULL | NULL | NULL | NULL
            (2 rows)""");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "VALUES (7) | (1 row)",
        "WITH x AS (SELECT 7) TABLE x | (1 row)",
        "SELECT '{\"a\":1}'::jsonb ? 'a' AS has | (1 row)",
        "SELECT 1 WHERE false | (0 rows)",
        "EXPLAIN SELECT 1 | Result",
        "SHOW transaction_read_only | on",
        "/* why */ SELECT 'a;b' AS x -- end | a;b",
        "SELECT current_setting('statement_timeout') AS x | 20s",
      })
  void everyStatementThatOnlyReadsIsAnswered(String sql, String part) throws Exception {
    assertThat(asked(sql)).contains(part);
  }

  @Test
  void thereAreNeverMoreRowsThanWanted() throws Exception {
    assertThat(asked("SELECT generate_series(1, 100) AS n")).endsWith("\n100\n(100 rows)");
    assertThat(asked("SELECT generate_series(1, 123) AS n"))
        .endsWith("\n100\n(100 rows, 23 more rows; narrow the query, or use LIMIT and OFFSET)");
    assertThat(asked("SELECT generate_series(1, 50000000) AS n"))
        .contains("(100 rows, more than 10000 more rows;");
  }

  @Test
  void aHugeResultIsCut() throws Exception {
    assertThat(asked("SELECT repeat('x', 1000000) AS x"))
        .hasSizeLessThan(2_000)
        .contains("xxx … (999000 more characters)");
    assertThat(asked("SELECT repeat('x', 900) AS x FROM generate_series(1, 90)"))
        .hasSizeLessThan(50_000)
        .contains("(44 rows, 46 more rows;");
    assertThatThrownBy(() -> asked("SELECT repeat('x', 200000000)"))
        .isInstanceOf(SQLException.class);
  }

  @Test
  void errorsAreToldAsTheDatabaseTellsThem() {
    assertThatThrownBy(() -> asked("SELECT amnt FROM orders"))
        .hasMessageContaining("column \"amnt\" does not exist")
        .hasMessageContaining("amount")
        .hasMessageContaining("(SQLSTATE 42703)");
  }

  @Test
  void tablesAreListedWithColumnsAndTypes() throws Exception {
    assertThat(Asking.schema(postgres().as("reader"), "{\"table\":\"ORD\"}"))
        .isEqualTo(
            "%s.orders (id bigint, region text, amount numeric, paid bytea, at timestamp with time zone, tags text[])\n(1 table)"
                .formatted(postgres().schema()));
  }

  // --- Time

  private static void assertNothingRuns() {
    await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () ->
                postgres()
                        .count(
                            "SELECT count(*) FROM pg_stat_activity WHERE usename = '%s_writer'"
                                + " AND state = 'active'")
                    == 0);
  }

  @Test
  void aLongQueryIsEndedInTimeOnTheServerToo() {
    long start = System.nanoTime();

    assertThatThrownBy(
            () ->
                Asking.query(
                    postgres().as("writer"), "SELECT pg_sleep(50)", Duration.ofMillis(500)))
        .isInstanceOf(SQLException.class);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    assertNothingRuns();
  }

  @Test
  void anInterruptEndsTheQueryOnTheServer() throws Exception {
    AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
    Thread caller =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    String unused = asked("SELECT pg_sleep(50)");
                  } catch (Exception e) {
                    thrown.set(e);
                  }
                });
    await()
        .until(
            () ->
                postgres()
                        .count(
                            "SELECT count(*) FROM pg_stat_activity WHERE usename = '%s_writer'"
                                + " AND wait_event = 'PgSleep'")
                    == 1);

    caller.interrupt();

    assertThat(caller.join(Duration.ofSeconds(10))).isTrue();
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    assertNothingRuns();
  }
}
