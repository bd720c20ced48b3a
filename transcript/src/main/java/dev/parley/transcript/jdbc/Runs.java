package dev.parley.transcript.jdbc;

import dev.parley.transcript.ConversationStore.RunStart;
import dev.parley.transcript.TranscriptException.Reason;
import dev.parley.transcript.TranscriptException.Refused;
import java.sql.SQLException;
import java.util.Optional;

/** Which run writes a conversation. */
final class Runs {

  private Runs() {}

  /** Registers a run in a transaction. */
  static void register(Tx tx, RunStart run, long now) throws SQLException {
    ConversationRow row = ConversationRow.lock(tx, run.conversation());
    if (run.runId().equals(row.currentRun())) {
      return;
    }
    if (firstRunOf(tx, row.id(), run.runId()).isPresent()) {
      row.requireCurrent(run.runId());
    }
    if (row.currentRun() == null) {
      accept(tx, row, run, now);
    } else if (isChain(tx, row.id(), run.firstRunId())) {
      requireContinuation(tx, row, row.currentRun(), run);
      accept(tx, row, run, now);
    } else if (row.expectsRun()) {
      accept(tx, row, run, now);
      arrived(tx, row);
    } else {
      throw new Refused(
          Reason.CONVERSATION_EXISTS,
          ("a conversation \"%s\" exists, and no other run of it is expected;"
                  + " start another with its own id, or continue this one with ./parley say")
              .formatted(row.id()));
    }
  }

  private static Optional<String> firstRunOf(Tx tx, String conversation, String runId)
      throws SQLException {
    return tx.first(
        "SELECT first_run_id FROM runs WHERE conversation = ? AND run_id = ?",
        row -> row.getString("first_run_id"),
        conversation,
        runId);
  }

  private static boolean isChain(Tx tx, String conversation, String firstRunId)
      throws SQLException {
    return tx.first(
            "SELECT 1 AS one FROM runs WHERE conversation = ? AND first_run_id = ?",
            row -> row.getInt("one"),
            conversation,
            firstRunId)
        .isPresent();
  }

  private static void requireContinuation(Tx tx, ConversationRow row, String current, RunStart run)
      throws SQLException {
    boolean sameChain =
        firstRunOf(tx, row.id(), current).filter(run.firstRunId()::equals).isPresent();
    if (!sameChain || !current.equals(run.previousRunId())) {
      throw new Refused(
          Reason.STALE_RUN,
          ("the run %s of \"%s\" does not continue its current run %s:"
                  + " a reset in the Temporal UI is not taken yet; use ./parley fork %s --at SEQ")
              .formatted(run.runId(), row.id(), current, row.id()));
    }
  }

  private static void accept(Tx tx, ConversationRow row, RunStart run, long now)
      throws SQLException {
    tx.update(
        """
        INSERT INTO runs (conversation, run_id, first_run_id, previous, registered_at)
        VALUES (?, ?, ?, ?, ?)\
        """,
        row.id(),
        run.runId(),
        run.firstRunId(),
        run.previousRunId(),
        now);
    tx.update("UPDATE conversations SET current_run = ? WHERE id = ?", run.runId(), row.id());
  }

  private static void arrived(Tx tx, ConversationRow row) throws SQLException {
    tx.update("UPDATE conversations SET expects_run = 0 WHERE id = ?", row.id());
  }

  /** Another run is to come: the conversation goes on, with a new round if the last one is over. */
  static void expect(Tx tx, ConversationRow row, long now) throws SQLException {
    tx.update(
        """
        UPDATE conversations
        SET expects_run = 1, opening = CASE WHEN end_json IS NULL THEN opening ELSE 1 END
        WHERE id = ?\
        """,
        row.id());
    openRound(tx, row, now);
  }

  /** The round before is over, and nothing of its end stands any more. */
  static void openRound(Tx tx, ConversationRow row, long now) throws SQLException {
    if (row.ended()) {
      tx.update(
          """
          UPDATE conversations
          SET round = round + 1, end_json = NULL, ended_at = NULL, state = 'RUNNING',
            waiting_on = NULL, updated_at = ?
          WHERE id = ?\
          """,
          now,
          row.id());
    }
  }

  /** Something was said that opens the round. */
  static void opened(Tx tx, ConversationRow row, long now) throws SQLException {
    tx.update("UPDATE conversations SET opening = 0 WHERE id = ?", row.id());
    openRound(tx, row, now);
  }
}
