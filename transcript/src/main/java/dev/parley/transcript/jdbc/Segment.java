package dev.parley.transcript.jdbc;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a conversation that one row of conversations holds: its own entries, or, in a fork,
 * those of a parent up to where the fork left.
 *
 * @param from the first seq
 * @param to the last seq, {@link Integer#MAX_VALUE} for the conversation itself
 */
record Segment(ConversationRow conversation, int from, int to) {

  /** All parts of a conversation, the oldest first; the last is its own. */
  static List<Segment> of(Tx tx, ConversationRow conversation) throws SQLException {
    List<Segment> parts = new ArrayList<>();
    ConversationRow row = conversation;
    int to = Integer.MAX_VALUE;
    parts.add(new Segment(row, row.parentSeq() + 1, to));
    while (row.parent() != null) {
      to = Math.min(to, row.parentSeq());
      row = ConversationRow.get(tx, row.parent());
      parts.add(new Segment(row, row.parentSeq() + 1, to));
    }
    return parts.reversed();
  }

  /** The parts that are not the conversation's own. */
  static List<Segment> inherited(Tx tx, ConversationRow conversation) throws SQLException {
    if (conversation.parent() == null) {
      return List.of();
    }
    List<Segment> all = of(tx, conversation);
    return all.subList(0, all.size() - 1);
  }

  String id() {
    return conversation.id();
  }
}
