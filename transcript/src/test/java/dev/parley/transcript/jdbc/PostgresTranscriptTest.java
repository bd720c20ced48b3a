package dev.parley.transcript.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.transcript.TranscriptException.Refused;
import dev.parley.transcript.TranscriptException.Unavailable;
import java.sql.SQLException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The contract on PostgreSQL, in a schema of its own. */
@EnabledIf("dev.parley.transcript.jdbc.PostgresSchema#available")
class PostgresTranscriptTest extends TranscriptContract {

  PostgresTranscriptTest() throws SQLException {
    super(PostgresSchema.create());
  }

  @Override
  String trueLiteral() {
    return "true";
  }

  @AfterAll
  void drop() throws SQLException {
    tamper("DROP SCHEMA %s CASCADE".formatted(look("SELECT current_schema()")));
  }

  @Test
  void connectionsThatTheServerCutsAreReplaced() throws SQLException {
    String id = conversation();
    say(id, 0, "a");
    assertThat(
            look(
                """
                SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity
                WHERE application_name = current_schema() AND pid <> pg_backend_pid()\
                """))
        .isNotEqualTo("0");
    Awaitility.await().ignoreException(Unavailable.class).until(() -> say(id, 1, "b").seq() == 1);
    assertThat(entries().verify(id)).isEmpty();
  }

  @Test
  void aNameThatTheDatabaseCannotStoreIsRefused() {
    assertThatThrownBy(() -> conversationOf("a\u0000b"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("U+0000");
  }

  @Test
  void itSaysWhereItIsWithoutSecrets() {
    assertThat(transcript().describe()).startsWith("postgresql ").doesNotContain("?");
  }
}
