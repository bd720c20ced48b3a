package dev.parley.transcript.jdbc;

import dev.parley.agents.Event;
import dev.parley.transcript.ConversationStore.State;
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

  private static final int PAGE = 500;

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
    Progress progress = fold();
    progress.tip().save(tx, row.id(), now);
    setRound(1 + progress.rounds() + (opening ? 1 : 0), opening);
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

  /** Entries, attempts, and all that pointed at them: older branches and forks. */
  private void moveRows(String name) throws SQLException {
    for (String table : List.of("entries", "attempts")) {
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

  private record Progress(Tip tip, int rounds) {}

  /** The listing's state as it was at the entry. */
  private Progress fold() throws SQLException {
    Tip tip = inherited();
    int rounds = 0;
    boolean paused = false;
    List<EntryRow> page;
    do {
      page = EntryRow.range(tx, row.id(), Place.MAIN, tip.seq() + 1, keep, PAGE);
      for (EntryRow entry : page) {
        paused &= !entry.head().opens();
        tip = tip.with(entry.head(), entry.words(), entry.chain(), false, paused);
        paused = paused ? tip.state() == State.PAUSED : entry.head().event() == Event.PAUSED;
        rounds += entry.head().opens() && entry.head().seq() > 0 ? 1 : 0;
      }
    } while (page.size() == PAGE);
    return new Progress(tip, rounds);
  }

  private Tip inherited() throws SQLException {
    if (row.parentSeq() < 0) {
      return new Tip(-1, "", null, State.RUNNING, null, 0);
    }
    EntryRow last = Segment.entry(tx, row, row.parentSeq());
    return new Tip(row.parentSeq(), last.chain(), last.head().author(), State.RUNNING, null, 0);
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
