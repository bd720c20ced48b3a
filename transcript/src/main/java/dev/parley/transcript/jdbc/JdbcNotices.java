package dev.parley.transcript.jdbc;

import dev.parley.transcript.NoticeStore;
import dev.parley.transcript.RequestStore.Request;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Notices. They go with the request that they are about, as soon as it is open no more. */
final class JdbcNotices implements NoticeStore {

  private final Database database;

  JdbcNotices(Database database) {
    this.database = database;
  }

  /**
   * Writes a notice in the transaction of its reason.
   *
   * @param seq of the entry that is the reason
   */
  static void insert(Tx tx, Request request, String why, List<String> who, int seq, long at)
      throws SQLException {
    tx.update(
        """
        INSERT INTO notices (conversation, request, seq, why, who, at)
        VALUES (?, ?, ?, ?, ?, ?)\
        """,
        request.conversation(),
        request.id(),
        seq,
        why,
        String.join("\n", who),
        at);
  }

  /** Whether something is still to be told about a request. */
  static boolean isPending(Tx tx, Request request) throws SQLException {
    return tx.first(
            "SELECT 1 AS one FROM notices WHERE conversation = ? AND request = ? LIMIT 1",
            row -> row.getInt("one"),
            request.conversation(),
            request.id())
        .isPresent();
  }

  /** Drops what was still to be told about a request. */
  static void drop(Tx tx, String conversation, String request) throws SQLException {
    tx.update("DELETE FROM notices WHERE conversation = ? AND request = ?", conversation, request);
  }

  /** Drops what entries behind a seq were the reason for: they do not stand any more. */
  static void dropAfter(Tx tx, String conversation, int seq) throws SQLException {
    tx.update("DELETE FROM notices WHERE conversation = ? AND seq > ?", conversation, seq);
  }

  @Override
  public List<Notice> due(int limit) {
    // A time of trying that lies in the future is from before the clock was set back.
    return database.read(
        tx ->
            tx.list(
                """
                SELECT n.* FROM notices n
                JOIN requests r ON r.conversation = n.conversation AND r.id = n.request
                WHERE r.state = 'OPEN'
                  AND (n.tried_at IS NULL OR n.tried_at + n.rest_millis <= %1$s
                    OR n.tried_at > %1$s)
                ORDER BY n.number LIMIT ?\
                """
                    .formatted(tx.dialect().now()),
                JdbcNotices::notice,
                limit));
  }

  private static Notice notice(ResultSet row) throws SQLException {
    return new Notice(
        row.getLong("number"),
        row.getString("conversation"),
        row.getString("request"),
        row.getString("why"),
        row.getString("who").lines().toList(),
        Instant.ofEpochMilli(row.getLong("at")),
        row.getInt("attempts"));
  }

  @Override
  public void done(long number) {
    database.write(tx -> tx.update("DELETE FROM notices WHERE number = ?", number));
  }

  @Override
  public void retry(long number, Duration after) {
    database.write(
        tx ->
            tx.update(
                """
                UPDATE notices
                SET attempts = attempts + 1, tried_at = %s, rest_millis = ? WHERE number = ?\
                """
                    .formatted(tx.dialect().now()),
                after.toMillis(),
                number));
  }
}
