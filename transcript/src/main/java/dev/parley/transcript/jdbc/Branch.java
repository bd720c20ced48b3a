package dev.parley.transcript.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * What came after an entry before the conversation was reset to it.
 *
 * @param base the branch that the entries before it are on
 * @param from its first entry's seq
 * @param to its last entry's seq
 */
record Branch(String conversation, String name, String base, int from, int to, long at) {

  private static Branch of(ResultSet row) throws SQLException {
    return new Branch(
        row.getString("conversation"),
        row.getString("name"),
        row.getString("base"),
        row.getInt("from_seq"),
        row.getInt("to_seq"),
        row.getLong("at"));
  }

  /** A branch by its name. */
  static Branch get(Tx tx, String conversation, String name) throws SQLException {
    return tx.first(
            "SELECT * FROM branches WHERE conversation = ? AND name = ?",
            Branch::of,
            conversation,
            name)
        .orElseThrow(
            () -> Checks.invalid("\"%s\" has no branch \"%s\"".formatted(conversation, name)));
  }

  /** All of a conversation, the oldest first. */
  static List<Branch> list(Tx tx, String conversation) throws SQLException {
    return tx.list(
        "SELECT * FROM branches WHERE conversation = ? ORDER BY number", Branch::of, conversation);
  }
}
