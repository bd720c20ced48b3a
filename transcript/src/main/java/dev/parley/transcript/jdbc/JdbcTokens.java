package dev.parley.transcript.jdbc;

import dev.parley.transcript.TokenStore;
import java.sql.SQLException;
import java.time.Instant;

/**
 * Redeemed tokens. They are kept as long as their conversation: a mail that was posted in time may
 * be judged long after its token has expired.
 */
final class JdbcTokens implements TokenStore {

  private final Database database;

  JdbcTokens(Database database) {
    this.database = database;
  }

  @Override
  public boolean redeem(String id, String conversation, String mail, Instant until) {
    return database.write(
        tx -> {
          ConversationRow row = ConversationRow.lock(tx, conversation);
          tx.update(
              """
              INSERT INTO token_uses (id, conversation, mail, expires_at) VALUES (?, ?, ?, ?)
              ON CONFLICT DO NOTHING\
              """,
              id,
              row.id(),
              mail,
              until.toEpochMilli());
          return isRedeemed(tx, id, row.id(), mail);
        });
  }

  @Override
  public boolean isRedeemed(String id, String conversation, String mail) {
    return database.read(tx -> isRedeemed(tx, id, conversation, mail));
  }

  private static boolean isRedeemed(Tx tx, String id, String conversation, String mail)
      throws SQLException {
    return tx.first(
            "SELECT 1 AS one FROM token_uses WHERE id = ? AND conversation = ? AND mail = ?",
            row -> row.getInt("one"),
            id,
            conversation,
            mail)
        .isPresent();
  }
}
