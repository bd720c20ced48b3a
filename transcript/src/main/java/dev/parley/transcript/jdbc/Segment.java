package dev.parley.transcript.jdbc;

import dev.parley.transcript.Place;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a conversation that one row of conversations holds: its own entries, or, in a fork,
 * those of a parent up to where the fork left.
 *
 * @param branch where in that row's conversation
 * @param from the first seq
 * @param to the last seq, {@link Integer#MAX_VALUE} for the conversation itself
 */
record Segment(ConversationRow conversation, String branch, int from, int to) {

  /** All parts of a conversation, the oldest first; the last is its own. */
  static List<Segment> of(Tx tx, ConversationRow conversation) throws SQLException {
    List<Segment> parts = new ArrayList<>();
    ConversationRow row = conversation;
    String branch = Place.MAIN;
    int to = Integer.MAX_VALUE;
    while (true) {
      to = branch(tx, row, branch, to, parts);
      parts.add(new Segment(row, Place.MAIN, row.parentSeq() + 1, to));
      if (row.parent() == null) {
        return parts.reversed();
      }
      to = Math.min(to, row.parentSeq());
      branch = row.parentBranch();
      row = ConversationRow.get(tx, row.parent());
    }
  }

  /** Adds the branches down to the main one; returns the last seq that is read from that. */
  private static int branch(Tx tx, ConversationRow row, String name, int last, List<Segment> parts)
      throws SQLException {
    int to = last;
    String at = name;
    while (!at.equals(Place.MAIN)) {
      Branch branch = Branch.get(tx, row.id(), at);
      parts.add(new Segment(row, at, branch.from(), Math.min(to, branch.to())));
      to = Math.min(to, branch.from() - 1);
      at = branch.base();
    }
    return to;
  }

  /** The settled entry of a conversation at a seq, which may be its parent's. */
  static EntryRow entry(Tx tx, ConversationRow conversation, int seq) throws SQLException {
    for (Segment segment : of(tx, conversation)) {
      if (segment.from() <= seq && seq <= segment.to()) {
        List<EntryRow> found = segment.range(tx, seq, seq, 1);
        if (!found.isEmpty()) {
          return found.getFirst();
        }
      }
    }
    throw new IllegalStateException("%s: entry %d is missing".formatted(conversation.id(), seq));
  }

  /** Its entries between two seqs, both included. */
  List<EntryRow> range(Tx tx, int first, int last, int limit) throws SQLException {
    return EntryRow.range(tx, id(), branch, Math.max(first, from), Math.min(last, to), limit);
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
