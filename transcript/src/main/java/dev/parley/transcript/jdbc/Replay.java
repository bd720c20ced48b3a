package dev.parley.transcript.jdbc;

import dev.parley.agents.Event;
import dev.parley.transcript.ConversationStore.State;
import dev.parley.transcript.Place;
import java.sql.SQLException;
import java.util.List;

/**
 * A conversation's entries read once more from its first, as when they were written.
 *
 * @param tip what listings show because of them
 * @param rounds how many rounds they have opened after the first
 * @param requests what they have left open; the rows are made anew
 */
record Replay(Tip tip, int rounds, Requests requests) {

  private static final int PAGE = 500;

  /** The entries up to a seq, itself included. */
  static Replay to(Tx tx, ConversationRow row, int last) throws SQLException {
    Requests requests = Requests.anew(tx, row);
    Tip tip = inherited(tx, row);
    int rounds = 0;
    Event held = null;
    List<EntryRow> page;
    do {
      page = EntryRow.range(tx, row.id(), Place.MAIN, tip.seq() + 1, last, PAGE);
      for (EntryRow entry : page) {
        boolean paused = tip.state() == State.PAUSED && held == Event.PAUSED;
        var words = entry.words();
        requests.apply(entry, words, paused);
        tip = tip.with(entry, words, requests.waitingOn(), false, paused);
        Event event = entry.head().event();
        held = event != null && EntryRow.HOLDS.contains(event) ? event : held;
        rounds += entry.head().opens() && entry.head().seq() > 0 ? 1 : 0;
      }
    } while (page.size() == PAGE);
    return new Replay(tip, rounds, requests);
  }

  private static Tip inherited(Tx tx, ConversationRow row) throws SQLException {
    if (row.parentSeq() < 0) {
      return new Tip(-1, "", null, State.RUNNING, null, 0, 0);
    }
    EntryRow last = Segment.entry(tx, row, row.parentSeq());
    return new Tip(row.parentSeq(), last.chain(), last.head().author(), State.RUNNING, null, 0, 0);
  }
}
