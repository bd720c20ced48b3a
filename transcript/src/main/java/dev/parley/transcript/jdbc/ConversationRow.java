package dev.parley.transcript.jdbc;

import dev.parley.transcript.Place;
import dev.parley.transcript.TranscriptException.Reason;
import dev.parley.transcript.TranscriptException.Refused;
import dev.parley.transcript.TranscriptException.Unknown;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What writers must know of a conversation.
 *
 * @param parentSeq the last entry that is the parent's, -1 if there is no parent
 * @param parentBranch the branch of the parent that those are on
 * @param root the conversation that its spend is charged to
 * @param tip how far its main branch is settled
 * @param ended whether the current round has its end
 * @param opening whether what is said next opens a round, because the last one was over
 * @param askedSeq the last entry that the rows of its requests know of
 * @param outer the conversation that it stands in
 * @param depth how many it stands in
 */
record ConversationRow(
    String id,
    String team,
    String blueprint,
    String starter,
    DataKey key,
    @Nullable String parent,
    int parentSeq,
    String parentBranch,
    String root,
    Tip tip,
    int round,
    boolean ended,
    @Nullable String currentRun,
    boolean expectsRun,
    boolean opening,
    int askedSeq,
    @Nullable String outer,
    int depth) {

  /** The conversation, without a lock. */
  static ConversationRow get(Tx tx, String id) throws SQLException {
    return select(tx, id, "").orElseThrow(() -> missing(tx, id));
  }

  /** The conversation, locked until the transaction ends: all its writers pass here. */
  static ConversationRow lock(Tx tx, String id) throws SQLException {
    return lockIfThere(tx, id).orElseThrow(() -> missing(tx, id));
  }

  /** The conversation, locked; absent: there is none. */
  static Optional<ConversationRow> lockIfThere(Tx tx, String id) throws SQLException {
    return select(tx, id, tx.dialect().forUpdate());
  }

  /**
   * The conversation, locked, if the given run may write to it.
   *
   * @throws Refused if another run is the current one
   */
  static ConversationRow lock(Tx tx, Place place, long now) throws SQLException {
    ConversationRow row = lock(tx, place.conversation());
    ConversationRow current =
        place.runId().equals(row.currentRun()) ? row : Runs.reset(tx, row, place, now);
    Runs.requireHead(current, place);
    return current;
  }

  private static Optional<ConversationRow> select(Tx tx, String id, String lock)
      throws SQLException {
    return tx.first("SELECT * FROM conversations WHERE id = ?" + lock, ConversationRow::of, id);
  }

  private static ConversationRow of(ResultSet row) throws SQLException {
    return new ConversationRow(
        row.getString("id"),
        row.getString("team"),
        row.getString("blueprint"),
        row.getString("starter"),
        DataKey.of(row.getBytes("data_key")),
        row.getString("parent"),
        row.getInt("parent_seq"),
        row.getString("parent_branch"),
        row.getString("root"),
        Tip.of(row),
        row.getInt("round"),
        row.getString("end_json") != null,
        row.getString("current_run"),
        row.getInt("expects_run") == 1,
        row.getInt("opening") == 1,
        row.getInt("asked_seq"),
        row.getString("outer_id"),
        row.getInt("depth"));
  }

  private static RuntimeException missing(Tx tx, String id) {
    try {
      requireNotDeleted(tx, id);
    } catch (SQLException e) {
      return tx.dialect().translate(e);
    }
    return new Unknown(
        "there is no conversation \"%s\" in this transcript (%s)"
            .formatted(id, tx.dialect().describe()));
  }

  /**
   * Checks that no tombstone bears this id.
   *
   * @throws Refused if one does
   */
  static void requireNotDeleted(Tx tx, String id) throws SQLException {
    Optional<String> by =
        tx.first(
            "SELECT deleted_by FROM tombstones WHERE id = ?",
            row -> row.getString("deleted_by"),
            id);
    if (by.isPresent()) {
      throw new Refused(
          Reason.DELETED,
          "the conversation \"%s\" was deleted by %s; its id is not used again"
              .formatted(id, by.get()));
    }
  }

  /**
   * Checks that a run is the one that writes.
   *
   * @throws Refused if it is not
   */
  void requireCurrent(String runId) {
    if (!runId.equals(currentRun)) {
      throw new Refused(
          Reason.STALE_RUN,
          "the run %s does not write \"%s\", %s does; nothing was changed"
              .formatted(runId, id, currentRun == null ? "no run yet" : "the run " + currentRun));
    }
  }
}
