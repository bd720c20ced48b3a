package dev.parley.activities.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.activities.tools.Tool;
import dev.parley.activities.tools.ToolSource;
import dev.parley.agents.ToolEffect;
import dev.parley.agents.ToolSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file of SQLite is read, and neither it nor another file is ever written. */
@Timeout(60)
class SqliteQueryTest {

  private static final String ENDLESS =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n";

  private final Path folder;
  private final Path file;

  SqliteQueryTest(@TempDir Path folder) throws SQLException {
    this.folder = folder;
    this.file = folder.resolve("shop.db");
    write(file);
  }

  private static void write(Path file) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql :
          List.of(
              "CREATE TABLE orders (id INTEGER PRIMARY KEY, region TEXT, amount NUMERIC, paid BLOB)",
              "CREATE VIEW north AS SELECT * FROM orders WHERE region = 'north'",
              "INSERT INTO orders VALUES (1, 'north', 412.5, x'CAFE'), (2, 'a|b', NULL, NULL)")) {
        boolean unused = statement.execute(sql);
      }
    }
  }

  private SqlSource source() {
    return source(file);
  }

  private static SqlSource source(Path file) {
    return new SqlSource(
        new SqlSettings(
            "shop", "parley.yml:9: parley.sql.shop", "jdbc:sqlite:" + file, null, null));
  }

  private String asked(String sql) throws Exception {
    return Asking.query(source(), sql);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(one -> one.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO orders VALUES (3, 'x', 1, NULL)",
        "INSERT INTO orders VALUES (3, 'x', 1, NULL) RETURNING id",
        "WITH x AS (SELECT 3) INSERT INTO orders(id) SELECT * FROM x",
        "DELETE FROM orders",
        "DROP TABLE orders",
        "CREATE TABLE x (id)",
        "ATTACH DATABASE '@/other.db' AS other",
        "ATTACH DATABASE ':memory:' AS other",
        "VACUUM INTO '@/copy.db'",
        "VACUUM",
        "REINDEX",
        "backup to '@/copy.db'",
        "restore from '@/other.db'",
        "SELECT load_extension('@/x.so')",
        "SELECT writefile('@/x', 'y')",
        "SELECT readfile('/etc/passwd')",
        "SELECT randomblob(1000000000)",
        "SELECT nothing FROM orders",
        "PRAGMA hard_heap_limit = 100000",
        "PRAGMA query_only = 0",
        "SELECT * FROM pragma_hard_heap_limit(100000)",
        "SELECT 1 AS x; DELETE FROM orders",
        "EXPLAIN DELETE FROM orders",
        ""
      })
  void nothingIsChangedByAnythingThatAModelCanWrite(String sql) throws Exception {
    write(folder.resolve("other.db"));
    byte[] before = Files.readAllBytes(file);

    assertThatThrownBy(() -> asked(sql.replace("@", folder.toString())))
        .isInstanceOf(SQLException.class);

    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertThat(files()).containsExactly("other.db", "shop.db");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1 AS x); DELETE FROM orders --",
        "SELECT 1 AS x); PRAGMA query_only = 0; DELETE FROM orders --"
      })
  void ofSeveralStatementsOnlyTheFirstIsRun(String sql) throws Exception {
    assertThat(asked(sql)).isEqualTo("x\n1\n(1 row)");

    assertThat(asked("SELECT count(*) AS n FROM orders")).isEqualTo("n\n2\n(1 row)");
  }

  @Test
  void rowsAreALineEach() throws Exception {
    assertThat(asked("SELECT * FROM orders"))
        .isEqualTo(
            """
            id | region | amount | paid
            1 | north | 412.5 | (2 bytes)
            2 | a\\|b | NULL | NULL
            (2 rows)""");
  }

  @Test
  void theOrderOfRowsIsTheQuerys() throws Exception {
    assertThat(asked("SELECT id, region AS name FROM orders ORDER BY id DESC; \n"))
        .isEqualTo("id | name\n2 | a\\|b\n1 | north\n(2 rows)");
    assertThat(asked("SELECT count(*) FROM orders -- all")).isEqualTo("count(*)\n2\n(1 row)");
  }

  @Test
  void thereAreNeverMoreRowsThanWanted() throws Exception {
    String numbers =
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) SELECT i FROM n";
    assertThat(asked(numbers.formatted(123)))
        .endsWith("\n100\n(100 rows, 23 more rows; narrow the query, or use LIMIT and OFFSET)");
    assertThat(asked(numbers.formatted(1_000_000_000)))
        .contains("(100 rows, more than 10000 more rows;");
    assertThat(Asking.tool(source(), "query", 3, SqlSource.TIMEOUT).description())
        .isEqualTo(
            "Runs one SQLite statement that only reads on the database \"shop\" and gives at most 3 rows.");
  }

  @Test
  void tablesAreListedWithColumnsAndTypes() throws Exception {
    assertThat(Asking.schema(source(), "{}"))
        .isEqualTo(
            """
            north (id INTEGER, region TEXT, amount NUMERIC, paid BLOB)
            orders (id INTEGER, region TEXT, amount NUMERIC, paid BLOB)
            (2 tables)""");
    assertThat(Asking.schema(source(), "{\"table\":\"none\"}")).isEqualTo("(no tables)");
  }

  @Test
  void aSourceHasTwoToolsThatOnlyRead() {
    SqlSource source = source();

    List<Tool> tools = source.tools(new ToolSpec(null, Duration.ofSeconds(3), null));

    assertThat(source.kind()).isEqualTo(ToolSource.Kind.SQL);
    assertThat(tools).extracting(Tool::name).containsExactly("query", "schema");
    assertThat(tools).extracting(Tool::effect).containsOnly(ToolEffect.READ);
    assertThat(tools).extracting(Tool::timeout).containsOnly(Duration.ofSeconds(3));
    assertThat(tools.getFirst().problem("{\"sql\":7}")).get().asString().contains("$.sql");
    assertThat(tools.getFirst().problem("{}")).get().asString().contains("sql");
    assertThat(tools.getFirst().problem("no")).get().asString().contains("no JSON object");
    assertThat(tools.getLast().problem("{}")).isEmpty();
    assertThat(source.problem()).isEmpty();
  }

  @Test
  void aFileThatIsNotThereIsToldAndNotMade() throws IOException {
    assertThat(source(folder.resolve("none.db")).problem())
        .get()
        .asString()
        .startsWith("parley.yml:9: parley.sql.shop: ");
    assertThat(files()).containsExactly("shop.db");
    assertThatThrownBy(
            () -> new SqlSource(new SqlSettings("x", "parley.sql.x", "jdbc:h2:mem", null, null)))
        .hasMessage("parley.sql.x.url: must begin with jdbc:postgresql: or jdbc:sqlite:");
  }

  @Test
  void aLongQueryIsEndedInTime() {
    assertThatThrownBy(() -> Asking.query(source(), ENDLESS, Duration.ofMillis(500)))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("was ended after");
  }

  @Test
  void anInterruptEndsAQuery() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
    Thread caller =
        Thread.ofVirtual()
            .start(
                () -> {
                  begun.countDown();
                  try {
                    String unused = asked(ENDLESS);
                  } catch (Exception e) {
                    thrown.set(e);
                  }
                });
    begun.await();

    caller.interrupt();

    assertThat(caller.join(Duration.ofSeconds(10))).isTrue();
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
  }
}
