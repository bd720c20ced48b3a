package dev.parley.transcript.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.transcript.LiveStore.LiveCall;
import dev.parley.transcript.LiveStore.LiveReader;
import dev.parley.transcript.LiveStore.LiveWriter;
import dev.parley.transcript.TranscriptException.Refused;
import dev.parley.transcript.TranscriptException.Unavailable;
import java.sql.SQLException;
import java.time.Duration;
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
  void wordsOfRunningCallsAreNotLoggedAndNotifiedWithoutAWord()
      throws SQLException, InterruptedException {
    String id = conversation();
    assertThat(look("SELECT relpersistence FROM pg_class WHERE oid = 'live_pieces'::regclass"))
        .isEqualTo("u");
    try (LiveReader reader = second().live().listen(id);
        LiveWriter writer = transcript().live().open(new LiveCall(id, 0, "coder", 1))) {
      assertThat(reader.news(Duration.ofMillis(50))).isEmpty();
      writer.append("aubergine");
      assertThat(reader.news(Duration.ofSeconds(10))).hasSize(1);
      assertThat(
              look("SELECT query FROM pg_stat_activity WHERE query LIKE 'LISTEN parley_%' LIMIT 1"))
          .doesNotContain(id)
          .startsWith("LISTEN");
    }
  }

  @Test
  void aListenerThatLosesItsConnectionHearsOn() throws SQLException, InterruptedException {
    String id = conversation();
    try (LiveReader reader = second().live().listen(id);
        LiveWriter writer = transcript().live().open(new LiveCall(id, 0, "coder", 1))) {
      assertThat(reader.news(Duration.ofMillis(50))).isEmpty();
      assertThat(
              look(
                  """
                  SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity
                  WHERE application_name = current_schema() AND query LIKE 'LISTEN %'\
                  """))
          .isNotEqualTo("0");
      writer.append("nevertheless");
      assertThat(reader.news(Duration.ofSeconds(10))).hasSize(1);
    }
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
