package dev.parley.transcript.jdbc;

import dev.parley.agents.Entry.CodeResult;
import dev.parley.agents.Entry.Words;
import dev.parley.agents.EntryHead;
import dev.parley.agents.Event;
import dev.parley.agents.Kind;
import dev.parley.transcript.ConversationStore.State;
import dev.parley.transcript.Place;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The settled head of a conversation's main branch and what the listing shows because of it: a fold
 * over the settled entries.
 *
 * @param seq the last settled entry's, -1 if there is none
 * @param chain its chain digest, empty if there is none
 * @param waitingOn who is asked by the oldest open request, while it waits
 */
record Tip(
    int seq,
    String chain,
    @Nullable String lastAuthor,
    State state,
    @Nullable String waitingOn,
    long toolCalls,
    long codeRuns) {

  static Tip of(ResultSet row) throws SQLException {
    return new Tip(
        row.getInt("head_seq"),
        row.getString("head_chain"),
        row.getString("last_author"),
        State.valueOf(row.getString("state")),
        row.getString("waiting_on"),
        row.getLong("tool_calls"),
        row.getLong("code_runs"));
  }

  /**
   * With the next entry, which has its chain.
   *
   * @param waiting who is asked from now on, if anything is
   * @param ended whether the round has ended: then its state stays
   * @param paused whether a pause holds it, which words do not end; an interrupt is none
   */
  Tip with(EntryRow entry, Words words, Optional<String> waiting, boolean ended, boolean paused) {
    EntryHead head = entry.head();
    boolean stays = ended || (paused && !head.opens() && head.event() != Event.RESUMED);
    State next = stays ? state : after(head.kind(), head.event());
    boolean ran = words.detail() instanceof CodeResult result && result.exitCode() != null;
    int called = head.kind() == Kind.TOOL_RESULTS ? head.calls().size() : 0;
    Tip tip =
        new Tip(
            head.seq(),
            entry.chain(),
            head.author(),
            next,
            null,
            toolCalls + called,
            codeRuns + (ran ? 1 : 0));
    return stays ? tip : tip.waiting(waiting);
  }

  /** With the next entry, and what it changes about requests. */
  Tip next(Tx tx, Requests requests, EntryRow entry, Words words, boolean ended)
      throws SQLException {
    boolean paused = paused(tx, entry.conversation());
    requests.apply(entry, words, paused);
    if (ended) {
      requests.withdraw();
    }
    return with(entry, words, requests.waitingOn(), ended, paused);
  }

  /** The same where somebody is asked or nobody is; what is paused or over stays so. */
  Tip waiting(Optional<String> who) {
    return switch (state) {
      case RUNNING, WAITING ->
          new Tip(
              seq,
              chain,
              lastAuthor,
              who.isPresent() ? State.WAITING : State.RUNNING,
              who.orElse(null),
              toolCalls,
              codeRuns);
      case PAUSED, STUCK, LOST, FAILED, FINISHED -> this;
    };
  }

  /** Whether a pause holds it: the listing says the same of an interrupt, which words end. */
  private boolean paused(Tx tx, String conversation) throws SQLException {
    return state == State.PAUSED
        && EntryRow.lastHold(tx, conversation, Place.MAIN, seq)
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
      case RESUMED, SILENT, SELECTED, NOT_SUMMARIZED, LOOP -> State.RUNNING;
      case CANCELLED, FAILED, LIMIT, REFUSED, STOP, STOPPED, EXIT, ENDED, CHAT, CHATTED -> state;
      case REMINDED, ESCALATED, DELEGATED, CLAIMED, RELEASED, REVOKED, HUMAN -> state;
    };
  }

  /** Writes it to the conversation's row. */
  void save(Tx tx, String conversation, long now) throws SQLException {
    tx.update(
        """
        UPDATE conversations
        SET head_seq = ?, head_chain = ?, last_author = ?, state = ?, waiting_on = ?,
          tool_calls = ?, code_runs = ?, asked_seq = ?, updated_at = ?, trouble = NULL,
          trouble_cause = NULL
        WHERE id = ?\
        """,
        seq,
        chain,
        lastAuthor,
        state.name(),
        waitingOn,
        toolCalls,
        codeRuns,
        seq,
        now,
        conversation);
  }
}
