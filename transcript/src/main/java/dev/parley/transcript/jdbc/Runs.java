package dev.parley.transcript.jdbc;

import dev.parley.transcript.ConversationStore.Over;
import dev.parley.transcript.ConversationStore.RunStart;
import dev.parley.transcript.Lineage;
import dev.parley.transcript.Place;
import dev.parley.transcript.TranscriptException.Reason;
import dev.parley.transcript.TranscriptException.Refused;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
    String current = row.currentRun();
    boolean reset =
        current != null
            && isChain(tx, row.id(), run.firstRunId())
            && !continues(tx, row, current, run);
    if (reset) {
      requireKnownPlace(tx, row, run);
    }
    requireHeld(row, run.seq() == null ? -1 : run.seq());
    if (reset) {
      goBack(tx, row, run, carried(tx, row, run), now);
      accept(tx, ConversationRow.lock(tx, row.id()), run, now);
    } else if (current == null) {
      boolean awaited = row.expectsRun() && hasRuns(tx, row);
      accept(tx, row, run, now);
      if (awaited) {
        arrived(tx, row);
      }
    } else if (isChain(tx, row.id(), run.firstRunId())) {
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

  /** Whether a run is known: one that was over before it wrote. */
  private static boolean hasRuns(Tx tx, ConversationRow row) throws SQLException {
    return tx.first(
            "SELECT 1 AS one FROM runs WHERE conversation = ?", run -> run.getInt("one"), row.id())
        .isPresent();
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

  private static boolean continues(Tx tx, ConversationRow row, String current, RunStart run)
      throws SQLException {
    return current.equals(run.previousRunId())
        && firstRunOf(tx, row.id(), current).filter(run.firstRunId()::equals).isPresent();
  }

  /**
   * A run that begins anew where a known one began is a reset of that one. One that continues a run
   * which writes no more is a zombie: its predecessor was reset before it could begin.
   */
  private static void requireKnownPlace(Tx tx, ConversationRow row, RunStart run)
      throws SQLException {
    String previous = run.previousRunId();
    if (previous != null && firstRunOf(tx, row.id(), previous).isEmpty()) {
      throw behind(row, run.seq() == null ? row.tip().seq() : run.seq());
    }
    if (previous != null && firstEntryAfter(tx, row, run).isEmpty()) {
      row.requireCurrent(run.runId());
    }
  }

  /** Where the run that this one repeats began to write. */
  private static Optional<Integer> firstEntryAfter(Tx tx, ConversationRow row, RunStart run)
      throws SQLException {
    String previous = run.previousRunId();
    return tx.first(
        "SELECT MIN(from_seq) AS first FROM runs WHERE conversation = ? AND first_run_id = ?"
            + (previous == null ? "" : " AND previous = ?")
            + " HAVING COUNT(*) > 0",
        found -> found.getInt("first"),
        previous == null
            ? new Object[] {row.id(), run.firstRunId()}
            : new Object[] {row.id(), run.firstRunId(), previous});
  }

  /** The last entry that stays: what the run carries, or what was there when its like began. */
  private static int carried(Tx tx, ConversationRow row, RunStart run) throws SQLException {
    int first = run.seq() == null ? firstEntryAfter(tx, row, run).orElse(0) : run.seq() + 1;
    // The task was there before any run.
    return Math.max(0, first - 1);
  }

  private static void goBack(Tx tx, ConversationRow row, RunStart run, int keep, long now)
      throws SQLException {
    new Reset(tx, row, keep).move(run.runId(), now);
  }

  /**
   * Takes the first write of a run that was never registered: a reset in the Temporal UI replays
   * what was before it, the registration too.
   *
   * @throws Refused if it is no such run: {@code STALE_RUN}; {@code STORE_BEHIND} if it has seen
   *     entries that are not here
   */
  static ConversationRow reset(Tx tx, ConversationRow row, Place place, long now)
      throws SQLException {
    Lineage lineage = place.lineage();
    if (lineage == null || firstRunOf(tx, row.id(), place.runId()).isPresent()) {
      row.requireCurrent(place.runId());
      return row;
    }
    int keep = place.known();
    requireHeld(row, keep);
    requireSeen(tx, row, keep, lineage);
    if (!isChain(tx, row.id(), lineage.firstRunId())) {
      row.requireCurrent(place.runId());
    }
    // Without a predecessor: it is the like of one that is registered, and has that one's.
    var run = new RunStart(row.id(), place.runId(), lineage.firstRunId(), null);
    goBack(tx, row, run, keep, now);
    accept(tx, ConversationRow.lock(tx, row.id()), run, now);
    return ConversationRow.lock(tx, row.id());
  }

  /** Checks that what a run knows as the head is the head, where it writes behind it. */
  static void requireHead(ConversationRow row, Place place) {
    Lineage lineage = place.lineage();
    if (lineage != null) {
      requireHeld(row, place.known());
      if (place.known() == row.tip().seq() && !lineage.chain().equals(row.tip().chain())) {
        throw behind(row, place.known());
      }
    }
  }

  private static void requireHeld(ConversationRow row, int seq) {
    if (seq > row.tip().seq()) {
      throw behind(row, seq);
    }
  }

  private static void requireSeen(Tx tx, ConversationRow row, int seq, Lineage lineage)
      throws SQLException {
    if (seq >= 0 && !Segment.entry(tx, row, seq).chain().equals(lineage.chain())) {
      throw behind(row, seq);
    }
  }

  private static Refused behind(ConversationRow row, int seq) {
    return new Refused(
        Reason.STORE_BEHIND,
        ("its run has seen an entry %d that this transcript, which ends at entry %d, does not hold:"
                + " it was restored from an older backup. Restore the newer one, and it goes on by"
                + " itself; or go on from here with ./parley fork %s --at %d")
            .formatted(seq, row.tip().seq(), row.id(), Math.min(seq, row.tip().seq())));
  }

  private static void accept(Tx tx, ConversationRow row, RunStart run, long now)
      throws SQLException {
    note(tx, row, run, now);
    tx.update(
        "UPDATE conversations SET current_run = ?, trouble = NULL, trouble_cause = NULL WHERE id = ?",
        run.runId(),
        row.id());
  }

  private static void note(Tx tx, ConversationRow row, RunStart run, long now) throws SQLException {
    tx.update(
        """
        INSERT INTO runs (conversation, run_id, first_run_id, previous, registered_at, from_seq)
        VALUES (?, ?, ?, ?, ?, ?)\
        """,
        row.id(),
        run.runId(),
        run.firstRunId(),
        run.previousRunId(),
        now,
        row.tip().seq() + 1);
  }

  private static void arrived(Tx tx, ConversationRow row) throws SQLException {
    tx.update("UPDATE conversations SET expects_run = 0 WHERE id = ?", row.id());
  }

  /** Another run is to come: the conversation goes on, with a new round if the last one is over. */
  static void expect(Tx tx, ConversationRow row, @Nullable Over over, long now)
      throws SQLException {
    if (over != null && firstRunOf(tx, row.id(), over.runId()).isEmpty()) {
      // A known run that is not the current one is a zombie, however late its first write comes.
      note(tx, row, new RunStart(row.id(), over.runId(), over.firstRunId(), null), now);
    }
    tx.update(
        """
        UPDATE conversations
        SET expects_run = 1, trouble = NULL, trouble_cause = NULL,
          opening = CASE WHEN end_json IS NULL THEN opening ELSE 1 END
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
            waiting_on = NULL, trouble = NULL, trouble_cause = NULL, updated_at = ?
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
