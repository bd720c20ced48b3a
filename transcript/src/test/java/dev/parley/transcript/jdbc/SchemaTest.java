package dev.parley.transcript.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The migrations themselves. */
class SchemaTest {

  private static Flyway flyway(Dialect dialect) {
    return Flyway.configure()
        .dataSource(dialect.direct())
        .placeholders(dialect.types())
        .loggers("slf4j")
        .load();
  }

  @Test
  void theVersionIsThatOfTheNewestMigration(@TempDir java.nio.file.Path folder) {
    var dialect = new SqliteDialect(folder.resolve("parley.db").toString());
    MigrationInfo[] all = flyway(dialect).info().all();
    assertThat(all[all.length - 1].getVersion().getVersion())
        .isEqualTo(Integer.toString(Schema.VERSION));
  }

  @Test
  void migratingAgainChangesNothing(@TempDir java.nio.file.Path folder) {
    var dialect = new SqliteDialect(folder.resolve("parley.db").toString());
    Schema.bringUpToDate(dialect);
    Schema.bringUpToDate(dialect);
    Flyway flyway = flyway(dialect);
    assertThat(flyway.validateWithResult().validationSuccessful).isTrue();
    assertThat(flyway.migrate().migrationsExecuted).isZero();
  }
}
