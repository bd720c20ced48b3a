package dev.parley.transcript.jdbc;

import dev.parley.transcript.MailStore;
import dev.parley.transcript.Place;
import java.sql.SQLException;
import java.util.List;

/**
 * A reset in the Temporal UI: the conversation goes back to an entry, and what came after it
 * becomes a branch. Nothing is destroyed: forks keep what they began with, and words that people
 * said after the entry are open mail again.
 */
final class Reset {

  private final Tx tx;
  private final ConversationRow row;
  private final int keep;

  /** A reset that keeps the entries up to a seq, itself included. */
  Reset(Tx tx, ConversationRow row, int keep) {
    this.tx = tx;
    this.row = row;
    this.keep = keep;
  }

  /** Moves the tail, if there is one. */
  void move(String runId, long now) throws SQLException {
    if (keep >= row.tip().seq()) {
      return;
    }
    List<EntryRow> first = EntryRow.range(tx, row.id(), Place.MAIN, keep + 1, keep + 1, 1);
    boolean opening = !first.isEmpty() && first.getFirst().head().opens();
    String name = nameBranch(runId, now);
    moveRows(name);
    reopenMail();
    JdbcNotices.dropAfter(tx, row.id(), keep);
    Replay replay = Replay.to(tx, row, keep);
    if (opening) {
      replay.requests().withdraw();
    }
    replay.requests().tellAnew(keep, now);
    replay.tip().waiting(replay.requests().waitingOn()).save(tx, row.id(), now);
    setRound(1 + replay.rounds() + (opening ? 1 : 0), opening);
  }

  private String nameBranch(String runId, long now) throws SQLException {
    int number = Branch.list(tx, row.id()).size() + 1;
    String name = "reset-" + number;
    tx.update(
        """
        INSERT INTO branches (conversation, name, number, base, from_seq, to_seq, run_id, at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)\
        """,
        row.id(),
        name,
        number,
        Place.MAIN,
        keep + 1,
        row.tip().seq(),
        runId,
        now);
    return name;
  }

  /** Entries, attempts, outcomes, and all that pointed at them: older branches and forks. */
  private void moveRows(String name) throws SQLException {
    for (String table : List.of("entries", "attempts", "outcomes")) {
      tx.update(
          "UPDATE " + table + " SET branch = ? WHERE conversation = ? AND branch = ? AND seq > ?",
          name,
          row.id(),
          Place.MAIN,
          keep);
    }
    tx.update(
        """
        UPDATE branches SET base = ?
        WHERE conversation = ? AND name <> ? AND base = ? AND from_seq > ?\
        """,
        name,
        row.id(),
        name,
        Place.MAIN,
        keep + 1);
    tx.update(
        """
        UPDATE conversations SET parent_branch = ?
        WHERE parent = ? AND parent_branch = ? AND parent_seq > ?\
        """,
        name,
        row.id(),
        Place.MAIN,
        keep);
  }

  private void reopenMail() throws SQLException {
    tx.update(
        """
        UPDATE mail SET state = 'open', seq = NULL
        WHERE conversation = ? AND state = 'borne' AND seq > ? AND id <> ?\
        """,
        row.id(),
        keep,
        MailStore.TASK);
  }

  private void setRound(int round, boolean opening) throws SQLException {
    tx.update("DELETE FROM ends WHERE conversation = ? AND round >= ?", row.id(), round);
    tx.update(
        """
        UPDATE conversations SET round = ?, opening = ?, end_json = NULL, ended_at = NULL
        WHERE id = ?\
        """,
        round,
        opening,
        row.id());
  }
}
