package dev.parley.transcript.jdbc;

import dev.parley.transcript.Leases;
import java.sql.SQLException;
import java.util.List;

/** Leases. */
final class JdbcLeases implements Leases {

  /**
   * A lease that would last longer than one can be given was given before the clock was set back.
   */
  private static final long LONGEST = LIFE.toMillis() + 5_000;

  private final Database database;

  JdbcLeases(Database database) {
    this.database = database;
  }

  @Override
  public void renew(String owner) {
    database.write(
        tx ->
            tx.update(
                """
                INSERT INTO leases (owner, expires_at) VALUES (?, %s + ?)
                ON CONFLICT (owner) DO UPDATE SET expires_at = excluded.expires_at\
                """
                    .formatted(tx.dialect().now()),
                owner,
                LIFE.toMillis()));
  }

  @Override
  public void release(String owner) {
    database.write(
        tx -> tx.update("DELETE FROM leases WHERE owner = ? OR holder = ?", owner, owner));
  }

  @Override
  public boolean lasts(String owner) {
    return database.read(tx -> lasts(tx, owner));
  }

  /** Whether a lease lasts, inside a transaction. */
  static boolean lasts(Tx tx, String owner) throws SQLException {
    return tx.first(
            "SELECT 1 AS one FROM leases WHERE owner = ? AND " + lasting(tx),
            row -> row.getInt("one"),
            owner)
        .isPresent();
  }

  private static String lasting(Tx tx) {
    String now = tx.dialect().now();
    return "leases.expires_at > %s AND leases.expires_at < %s + %d".formatted(now, now, LONGEST);
  }

  @Override
  public boolean acquire(String role, String owner) {
    return database.write(
        tx ->
            tx.update(
                    """
                    INSERT INTO leases (owner, expires_at, holder) VALUES (?, %s + ?, ?)
                    ON CONFLICT (owner) DO UPDATE
                    SET expires_at = excluded.expires_at, holder = excluded.holder
                    WHERE leases.holder = excluded.holder OR NOT (%s)\
                    """
                        .formatted(tx.dialect().now(), lasting(tx)),
                    "role/" + role,
                    LIFE.toMillis(),
                    owner)
                == 1);
  }

  @Override
  public int sweep() {
    List<Ledger.Open> left =
        database.read(
            tx ->
                tx.list(
                    """
                    SELECT a.conversation, a.branch, a.intent, a.attempt FROM attempts a
                    JOIN conversations c ON c.id = a.conversation
                    WHERE a.state = 'running' AND c.end_json IS NOT NULL
                      AND NOT EXISTS (SELECT 1 FROM leases WHERE owner = a.owner AND %s)
                    ORDER BY a.conversation LIMIT 1000\
                    """
                        .formatted(lasting(tx)),
                    Ledger.Open::of));
    for (Ledger.Open open : left) {
      database.write(
          tx -> {
            Ledger.free(tx, ConversationRow.lock(tx, open.conversation()), open);
            return open;
          });
    }
    return left.size();
  }
}
