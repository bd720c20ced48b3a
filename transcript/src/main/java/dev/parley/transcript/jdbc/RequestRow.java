package dev.parley.transcript.jdbc;

import dev.parley.agents.Move;
import dev.parley.agents.Policy.Priority;
import dev.parley.transcript.Json;
import dev.parley.transcript.RequestStore.Request;
import dev.parley.transcript.RequestStore.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request as it is stored.
 *
 * @param shown what readers get
 * @param stage the stage that is asked now, from 0
 * @param stages who decides, one after the other; empty: as it is shown
 */
record RequestRow(Request shown, int stage, List<Move.Stage> stages) {

  /** As an inbox shows them; the place is the number in the table. */
  private static final List<Priority> PRIORITIES =
      List.of(Priority.HIGH, Priority.NORMAL, Priority.LOW);

  RequestRow {
    stages = List.copyOf(stages);
  }

  static RequestRow of(ResultSet row) throws SQLException {
    return new RequestRow(
        shown(row),
        row.getInt("stage"),
        List.of(Json.read(row.getString("stages"), Move.Stage[].class)));
  }

  /** What readers get of a row. */
  static Request shown(ResultSet row) throws SQLException {
    long deadline = row.getLong("deadline");
    boolean ends = !row.wasNull();
    return new Request(
        row.getString("conversation"),
        row.getString("team"),
        row.getString("starter"),
        row.getString("id"),
        row.getInt("seq"),
        Question.kind(row.getString("kind")),
        row.getString("agent"),
        row.getString("who").lines().toList(),
        row.getString("gist"),
        PRIORITIES.get(row.getInt("priority")),
        State.valueOf(row.getString("state")),
        Instant.ofEpochMilli(row.getLong("asked_at")),
        ends ? Instant.ofEpochMilli(deadline) : null,
        row.getString("then_what"),
        row.getString("claimed_by"));
  }

  /** The open ones of a conversation, the oldest first. */
  static List<RequestRow> open(Tx tx, String conversation) throws SQLException {
    return tx.list(
        "SELECT * FROM requests WHERE conversation = ? AND state = 'OPEN' ORDER BY seq",
        RequestRow::of,
        conversation);
  }

  // --- What changes it

  /** After a decision that does not settle it. */
  RequestRow voted(ConversationRow conversation, Move.Voted vote) {
    List<Move.Stage> decide = vote.stages().isEmpty() ? stages : vote.stages();
    boolean next = vote.stage() > stage;
    return with(
        who(conversation, decide, vote.stage()),
        shown.deadline(),
        shown.then(),
        next ? null : shown.claimedBy(),
        vote.stage(),
        decide);
  }

  /**
   * When others are asked.
   *
   * @param then what happens at the new deadline; absent: nobody says
   */
  RequestRow passed(ConversationRow conversation, Move.Passed move, @Nullable String then) {
    int asked = move.escalated() ? 0 : stage;
    return with(
        who(conversation, move.stages(), asked),
        move.deadlineAt() == null ? null : Instant.ofEpochMilli(move.deadlineAt()),
        then == null ? null : Text.line(then),
        null,
        asked,
        move.stages());
  }

  /** When somebody takes care of it, or nobody any more. */
  RequestRow claimed(@Nullable String by) {
    String name = by == null ? null : Text.line(by);
    return with(shown.who(), shown.deadline(), shown.then(), name, stage, stages);
  }

  private List<String> who(ConversationRow conversation, List<Move.Stage> decide, int number) {
    return number < decide.size()
        ? Question.names(conversation, decide.get(number).who())
        : shown.who();
  }

  private RequestRow with(
      List<String> who,
      @Nullable Instant deadline,
      @Nullable String then,
      @Nullable String claimedBy,
      int number,
      List<Move.Stage> decide) {
    var changed =
        new Request(
            shown.conversation(),
            shown.team(),
            shown.starter(),
            shown.id(),
            shown.seq(),
            shown.kind(),
            shown.agent(),
            who,
            shown.gist(),
            shown.priority(),
            shown.state(),
            shown.askedAt(),
            deadline,
            then,
            claimedBy);
    return new RequestRow(changed, number, decide);
  }

  // --- Writing

  private int priority() {
    return PRIORITIES.indexOf(shown.priority());
  }

  private @Nullable Long deadline() {
    return Optional.ofNullable(shown.deadline()).map(Instant::toEpochMilli).orElse(null);
  }

  /** Writes it; one of the same id gives way. */
  void insert(Tx tx) throws SQLException {
    forgetWho(tx);
    tx.update(
        "DELETE FROM requests WHERE conversation = ? AND id = ?", shown.conversation(), shown.id());
    tx.update(
        """
        INSERT INTO requests
          (conversation, id, seq, team, starter, kind, agent, gist, priority, state, asked_at,
           who, deadline, then_what, claimed_by, stage, stages)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'OPEN', ?, ?, ?, ?, ?, ?, ?)\
        """,
        shown.conversation(),
        shown.id(),
        shown.seq(),
        shown.team(),
        shown.starter(),
        shown.kind().wire(),
        shown.agent(),
        shown.gist(),
        priority(),
        shown.askedAt().toEpochMilli(),
        String.join("\n", shown.who()),
        deadline(),
        shown.then(),
        shown.claimedBy(),
        stage,
        Text.json(stages));
    insertWho(tx);
  }

  /** Writes what may change while it is open. */
  void save(Tx tx) throws SQLException {
    tx.update(
        """
        UPDATE requests
        SET who = ?, deadline = ?, then_what = ?, claimed_by = ?, stage = ?, stages = ?
        WHERE conversation = ? AND id = ?\
        """,
        String.join("\n", shown.who()),
        deadline(),
        shown.then(),
        shown.claimedBy(),
        stage,
        Text.json(stages),
        shown.conversation(),
        shown.id());
    forgetWho(tx);
    insertWho(tx);
  }

  private void insertWho(Tx tx) throws SQLException {
    for (String one : shown.who()) {
      tx.update(
          """
          INSERT INTO request_who (conversation, request, who, seq, priority, asked_at)
          VALUES (?, ?, ?, ?, ?, ?)\
          """,
          shown.conversation(),
          shown.id(),
          one,
          shown.seq(),
          priority(),
          shown.askedAt().toEpochMilli());
    }
  }

  private void forgetWho(Tx tx) throws SQLException {
    tx.update(
        "DELETE FROM request_who WHERE conversation = ? AND request = ?",
        shown.conversation(),
        shown.id());
  }

  /** Nobody is asked any more, and nobody is told. */
  void settle(Tx tx, State state) throws SQLException {
    tx.update(
        "UPDATE requests SET state = ? WHERE conversation = ? AND id = ?",
        state.name(),
        shown.conversation(),
        shown.id());
    forgetWho(tx);
    JdbcNotices.drop(tx, shown.conversation(), shown.id());
  }
}
