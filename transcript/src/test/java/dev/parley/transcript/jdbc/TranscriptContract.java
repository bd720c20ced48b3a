package dev.parley.transcript.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.transcript.TranscriptException.Reason;
import dev.parley.transcript.TranscriptException.Refused;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** All that every store must keep to. One store serves all tests of a class. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TranscriptContract
    implements EntryRules,
        LedgerRules,
        ConversationRules,
        RoundRules,
        ForkRules,
        OwnershipRules,
        LateAttemptRules,
        ResetRules,
        TroubleRules,
        MailRules,
        OutcomeRules,
        NoticeRules,
        RequestResetRules,
        TokenRules,
        LiveRules,
        ClockRules,
        FiguresRules,
        BlueprintRules,
        ConcurrencyRules,
        InterleavingRules,
        ProcessRules {

  private final TestClock clock = new TestClock();
  private final AtomicInteger ids = new AtomicInteger();
  private final WriterProcess.Stores store;
  private final Dialect dialect;
  private final JdbcTranscript transcript;
  private final JdbcTranscript second;

  TranscriptContract(WriterProcess.Stores store) {
    this.store = store;
    this.dialect = store.dialect();
    this.transcript = JdbcTranscript.open(dialect, clock);
    this.second = JdbcTranscript.open(dialect, clock);
  }

  @Override
  public final JdbcTranscript transcript() {
    return transcript;
  }

  @Override
  public final JdbcTranscript second() {
    return second;
  }

  @Override
  public final WriterProcess.Stores store() {
    return store;
  }

  @Override
  public final Dialect dialect() {
    return dialect;
  }

  @Override
  public final TestClock clock() {
    return clock;
  }

  @Override
  public final String id() {
    return "c%04d".formatted(ids.incrementAndGet());
  }

  @AfterAll
  void close() throws SQLException {
    second.close();
    transcript.close();
  }

  @Test
  void aStoreKeepsItsIdWhenItIsOpenedAgain() {
    assertThat(transcript.storeId()).matches("[a-z0-9]{16}").isEqualTo(second.storeId());
    try (JdbcTranscript third = JdbcTranscript.open(dialect, clock)) {
      assertThat(third.storeId()).isEqualTo(transcript.storeId());
    }
  }

  @Test
  void aNewerSchemaIsRefusedAndLeftAlone() throws SQLException {
    String row =
        "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script,"
            + " installed_by, execution_time, success)"
            + " VALUES (999, '%d', 'later', 'SQL', 'later.sql', 'x', 1, %s)"
                .formatted(Schema.VERSION + 1, trueLiteral());
    tamper(row);
    try {
      assertThatThrownBy(() -> JdbcTranscript.open(dialect, clock))
          .isInstanceOf(Refused.class)
          .hasMessageContaining("version " + (Schema.VERSION + 1))
          .hasMessageContaining("Use the newer Parley")
          .extracting(e -> ((Refused) e).reason())
          .isEqualTo(Reason.NEWER_SCHEMA);
    } finally {
      tamper("DELETE FROM flyway_schema_history WHERE installed_rank = 999");
    }
  }

  abstract String trueLiteral();
}
