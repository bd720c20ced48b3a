package dev.parley.transcript.jdbc;

import dev.parley.agents.Entry.Asking;
import dev.parley.agents.Entry.CodeResult;
import dev.parley.agents.Entry.Words;
import dev.parley.agents.EntryHead;
import dev.parley.agents.Event;
import dev.parley.agents.Kind;
import dev.parley.transcript.ConversationStore.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The settled head of a conversation's main branch and what the listing shows because of it: a fold
 * over the settled entries.
 *
 * @param seq the last settled entry's, -1 if there is none
 * @param chain its chain digest, empty if there is none
 */
record Tip(
    int seq,
    String chain,
    @Nullable String lastAuthor,
    State state,
    @Nullable String waitingOn,
    long codeRuns) {

  static Tip of(ResultSet row) throws SQLException {
    return new Tip(
        row.getInt("head_seq"),
        row.getString("head_chain"),
        row.getString("last_author"),
        State.valueOf(row.getString("state")),
        row.getString("waiting_on"),
        row.getLong("code_runs"));
  }

  /**
   * With the next entry.
   *
   * @param ended whether the round has ended: then its state stays
   * @param paused whether a pause holds it, which words do not end; an interrupt is none
   */
  Tip with(EntryHead head, Words words, String newChain, boolean ended, boolean paused) {
    boolean stays = ended || (paused && !head.opens() && head.event() != Event.RESUMED);
    State next = stays ? state : after(head.kind(), head.event());
    boolean ran = words.detail() instanceof CodeResult result && result.exitCode() != null;
    return new Tip(
        head.seq(), newChain, head.author(), next, who(next, words), codeRuns + (ran ? 1 : 0));
  }

  /** Whether a pause holds it: the listing says the same of an interrupt, which words end. */
  boolean paused(Tx tx, String conversation, String branch) throws SQLException {
    return state == State.PAUSED
        && EntryRow.lastHold(tx, conversation, branch, seq)
            .filter(event -> event == Event.PAUSED)
            .isPresent();
  }

  private State after(Kind kind, @Nullable Event event) {
    return switch (kind) {
      case REQUEST -> State.WAITING;
      case EVENT -> event == null ? state : after(event);
      case TEXT, SUMMARY, HANDOFF, TOOL_CALLS, TOOL_RESULTS, CODE, CODE_RESULT, DECISION ->
          State.RUNNING;
    };
  }

  private State after(Event event) {
    return switch (event) {
      case PAUSED, INTERRUPTED -> State.PAUSED;
      case RESUMED, SILENT -> State.RUNNING;
      case CANCELLED, FAILED, LIMIT, REFUSED, STOP, STOPPED, EXIT, ENDED -> state;
    };
  }

  private @Nullable String who(State next, Words words) {
    if (next != State.WAITING) {
      return null;
    }
    return words.detail() instanceof Asking asking ? String.join(", ", asking.who()) : waitingOn;
  }

  /** Writes it to the conversation's row. */
  void save(Tx tx, String conversation, long now) throws SQLException {
    tx.update(
        """
        UPDATE conversations
        SET head_seq = ?, head_chain = ?, last_author = ?, state = ?, waiting_on = ?,
          code_runs = ?, updated_at = ?, trouble = NULL, trouble_cause = NULL
        WHERE id = ?\
        """,
        seq,
        chain,
        lastAuthor,
        state.name(),
        waitingOn,
        codeRuns,
        now,
        conversation);
  }
}
