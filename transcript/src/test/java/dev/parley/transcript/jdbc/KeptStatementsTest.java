package dev.parley.transcript.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptStatementsTest {

  private final SqliteDialect dialect;
  private final HikariDataSource pool;
  private final KeptStatements kept = new KeptStatements();

  KeptStatementsTest(@TempDir Path folder) {
    this.dialect = new SqliteDialect(folder.resolve("kept.db").toString());
    // The pool makes no file of its own.
    Schema.bringUpToDate(dialect);
    this.pool = new HikariDataSource(dialect.writers());
  }

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void aConnectionThatComesBackHasItsStatements() throws SQLException {
    PreparedStatement first;
    try (Connection connection = pool.getConnection()) {
      first = kept.get(connection, "SELECT 1");
    }
    try (Connection connection = pool.getConnection()) {
      assertThat(kept.get(connection, "SELECT 1")).isSameAs(first);
      assertThat(kept.get(connection, "SELECT 2")).isNotSameAs(first);
    }
  }

  @Test
  void anotherConnectionHasOthers() throws SQLException {
    PreparedStatement first;
    try (Connection connection = pool.getConnection()) {
      first = kept.get(connection, "SELECT 1");
      pool.evictConnection(connection);
    }
    try (Connection connection = pool.getConnection()) {
      PreparedStatement second = kept.get(connection, "SELECT 1");
      assertThat(second).isNotSameAs(first);
      assertThat(second.executeQuery().next()).isTrue();
    }
  }

  @Test
  void theOldestAreClosedWhenThereAreTooMany() throws SQLException {
    try (Connection connection = pool.getConnection()) {
      PreparedStatement often = kept.get(connection, "SELECT 0");
      PreparedStatement once = kept.get(connection, "SELECT -1");
      for (int i = 1; i <= 200; i++) {
        assertThat(kept.get(connection, "SELECT " + i).executeQuery().next()).isTrue();
        assertThat(kept.get(connection, "SELECT 0")).isSameAs(often);
      }
      assertThat(once.isClosed()).isTrue();
    }
  }

  @Test
  void aFailedStatementCanBeRunAgain() throws SQLException {
    try (Connection connection = pool.getConnection()) {
      Tx tx = new Tx(connection, dialect);
      tx.update("CREATE TABLE one (id INTEGER PRIMARY KEY)");
      tx.update("INSERT INTO one VALUES (?)", 1);
      assertThatThrownBy(() -> tx.update("INSERT INTO one VALUES (?)", 1))
          .isInstanceOf(SQLException.class);
      tx.update("INSERT INTO one VALUES (?)", 2);
      tx.update("ALTER TABLE one ADD COLUMN more TEXT DEFAULT 'x'");
      List<String> all = tx.list("SELECT * FROM one ORDER BY id", row -> row.getString("more"));
      assertThat(all).containsExactly("x", "x");
      assertThat(tx.list("SELECT * FROM one ORDER BY id", row -> row.getInt("id")))
          .containsExactly(1, 2);
    }
  }
}
