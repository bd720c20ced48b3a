package dev.parley.transcript.jdbc;

import dev.parley.agents.Entry.Asking;
import dev.parley.agents.Entry.Words;
import dev.parley.agents.EntryHead;
import dev.parley.agents.Move;
import dev.parley.transcript.RequestStore.State;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the entries of a conversation make of its requests, one entry after the other. This is the
 * definition of the rows: they are written by it in the commit of each entry, and when they must be
 * made anew it is given the entries again. It says the same as {@link dev.parley.agents.Fold}.
 */
final class Requests {

  private final Tx tx;
  private final ConversationRow conversation;
  private final boolean tells;
  private final List<RequestRow> open;

  private Requests(Tx tx, ConversationRow conversation, boolean tells, List<RequestRow> open) {
    this.tx = tx;
    this.conversation = conversation;
    this.tells = tells;
    this.open = new ArrayList<>(open);
  }

  /** The requests as they stand at the head of a conversation. */
  static Requests at(Tx tx, ConversationRow conversation) throws SQLException {
    if (conversation.askedSeq() < conversation.tip().seq()) {
      return caughtUp(tx, conversation);
    }
    // Whoever has an open request waits or is held, so most entries cost no look.
    boolean none =
        conversation.tip().state() == dev.parley.transcript.ConversationStore.State.RUNNING;
    return new Requests(
        tx, conversation, true, none ? List.of() : RequestRow.open(tx, conversation.id()));
  }

  /** None, for the entries of a conversation from the first on. Nobody is told once more. */
  static Requests anew(Tx tx, ConversationRow conversation) throws SQLException {
    for (String table : List.of("request_who", "requests")) {
      tx.update("DELETE FROM " + table + " WHERE conversation = ?", conversation.id());
    }
    return new Requests(tx, conversation, false, List.of());
  }

  /** Makes the rows of a conversation that an older version wrote to, which knows of none. */
  static Requests caughtUp(Tx tx, ConversationRow conversation) throws SQLException {
    Requests made = Replay.to(tx, conversation, conversation.tip().seq()).requests();
    if (conversation.ended()) {
      made.withdraw();
    }
    tx.update("UPDATE conversations SET asked_seq = head_seq WHERE id = ?", conversation.id());
    return new Requests(tx, conversation, true, made.open);
  }

  /** Who is asked by the oldest open one; absent: none is open. */
  Optional<String> waitingOn() {
    return open.stream().findFirst().map(row -> String.join(", ", row.shown().who()));
  }

  /**
   * The next entry.
   *
   * @param paused whether a pause holds the conversation, which words do not end
   */
  void apply(EntryRow entry, Words words, boolean paused) throws SQLException {
    EntryHead head = entry.head();
    if (head.opens()) {
      withdraw();
    }
    switch (head.kind()) {
      case REQUEST -> asked(entry, words);
      case DECISION -> voted(entry);
      case EVENT -> happened(entry, words, paused);
      case SUMMARY -> {}
      case TEXT, HANDOFF, TOOL_CALLS, TOOL_RESULTS, CODE, CODE_RESULT -> said(head, paused);
    }
  }

  private void asked(EntryRow entry, Words words) throws SQLException {
    Asking asking = words.detail() instanceof Asking detail ? detail : null;
    RequestRow row = Question.of(conversation, entry, asking);
    open.removeIf(one -> one.shown().id().equals(row.shown().id()));
    open.add(row);
    row.insert(tx);
    tell(row, "asked", row.shown().who(), entry);
  }

  private void voted(EntryRow entry) throws SQLException {
    Optional<RequestRow> found = open(entry.head().request());
    if (found.isEmpty() || !(entry.head().move() instanceof Move.Voted vote)) {
      return;
    }
    if (vote.settles()) {
      settle(found.get(), State.DECIDED);
      return;
    }
    RequestRow changed = found.get().voted(conversation, vote);
    replace(found.get(), changed);
    // The next stage is asked now; whoever is asked already knows.
    List<String> others = new ArrayList<>(changed.shown().who());
    others.removeAll(found.get().shown().who());
    if (changed.stage() > found.get().stage()) {
      others = changed.shown().who();
    }
    tell(changed, "asked", others, entry);
  }

  private void happened(EntryRow entry, Words words, boolean paused) throws SQLException {
    EntryHead head = entry.head();
    switch (head.event()) {
      case STOPPED, ENDED -> withdraw();
      case RESUMED -> withdraw(Requests::isOfNobody);
      case SILENT, EXIT, SELECTED -> answered(head, paused);
      case CHAT, CHATTED -> {}
      case REMINDED, ESCALATED, DELEGATED, CLAIMED, RELEASED -> moved(entry, words);
      case PAUSED, INTERRUPTED, CANCELLED, FAILED, LIMIT, REFUSED, STOP, REVOKED, HUMAN -> {}
      case NOT_SUMMARIZED, LOOP -> {}
      case null -> {}
    }
  }

  private void moved(EntryRow entry, Words words) throws SQLException {
    Optional<RequestRow> found = open(entry.head().request());
    if (found.isEmpty()) {
      return;
    }
    RequestRow row = found.get();
    switch (entry.head().move()) {
      case Move.Passed passed -> {
        RequestRow changed = row.passed(conversation, passed, then(row, passed, words));
        replace(row, changed);
        String why = passed.escalated() ? "escalated" : "delegated";
        tell(changed, why, changed.shown().who(), entry);
      }
      case Move.Reminded reminded ->
          tell(row, reminded.deadline() ? "overdue" : "reminded", row.shown().who(), entry);
      case Move.Claimed claimed -> replace(row, row.claimed(claimed.by()));
      case Move.Asked asked -> {}
      case Move.Voted voted -> {}
      case Move.Unfit unfit -> {}
      case Move.Revoked revoked -> {}
      case Move.ModeSet mode -> {}
      case Move.ChatBegun begun -> {}
      case Move.ChatEnded ended -> {}
      case null -> {}
    }
  }

  /** What was to happen at the deadline has happened when it was escalated; the entry says more. */
  private static @Nullable String then(RequestRow row, Move.Passed passed, Words words) {
    if (words.detail() instanceof Asking asking) {
      return asking.then();
    }
    return passed.escalated() ? null : row.shown().then();
  }

  private void said(EntryHead head, boolean paused) throws SQLException {
    if (head.request() != null) {
      answered(head, paused);
    } else if (!isAgents(head) && !paused) {
      withdraw(Requests::isOfNobody);
    }
  }

  /** Words end an interrupt: nobody need say any more how it goes on. */
  private void answered(EntryHead head, boolean paused) throws SQLException {
    Optional<RequestRow> found = open(head.request());
    if (found.isPresent()) {
      settle(found.get(), State.DECIDED);
    }
    if (!paused) {
      withdraw(Requests::isOfNobody);
    }
  }

  /** Whether it came of an agent's own turn, not of a person. */
  private static boolean isAgents(EntryHead head) {
    return head.intent().key().startsWith("turn/");
  }

  private static boolean isOfNobody(RequestRow row) {
    return row.shown().agent().isEmpty();
  }

  /** Withdraws all that are open: the round is over, or another one begins. */
  void withdraw() throws SQLException {
    withdraw(row -> true);
  }

  private void withdraw(Predicate<RequestRow> which) throws SQLException {
    for (RequestRow row : open.stream().filter(which).toList()) {
      settle(row, State.WITHDRAWN);
    }
  }

  /** Withdraws all that are open in a conversation whose round ends without an entry. */
  static void withdraw(Tx tx, String conversation) throws SQLException {
    for (RequestRow row : RequestRow.open(tx, conversation)) {
      row.settle(tx, State.WITHDRAWN);
    }
  }

  private Optional<RequestRow> open(@Nullable String id) {
    return open.stream().filter(row -> row.shown().id().equals(id)).findFirst();
  }

  private void settle(RequestRow row, State state) throws SQLException {
    open.remove(row);
    row.settle(tx, state);
  }

  private void replace(RequestRow before, RequestRow after) throws SQLException {
    open.set(open.indexOf(before), after);
    after.save(tx);
  }

  /**
   * Tells once more who is asked about what is open, where nothing is still to be told: what was
   * decided may be open again.
   *
   * @param seq of the last entry
   */
  void tellAnew(int seq, long now) throws SQLException {
    for (RequestRow row : open) {
      if (!JdbcNotices.isPending(tx, row.shown())) {
        JdbcNotices.insert(tx, row.shown(), "asked", row.shown().who(), seq, now);
      }
    }
  }

  private void tell(RequestRow row, String why, List<String> who, EntryRow entry)
      throws SQLException {
    if (tells && !who.isEmpty()) {
      JdbcNotices.insert(tx, row.shown(), why, who, entry.head().seq(), entry.at());
    }
  }
}
