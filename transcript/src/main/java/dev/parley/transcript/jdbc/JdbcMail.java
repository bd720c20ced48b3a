package dev.parley.transcript.jdbc;

import dev.parley.transcript.Json;
import dev.parley.transcript.MailStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Mail. */
final class JdbcMail implements MailStore {

  private final Database database;
  private final InstantSource clock;

  JdbcMail(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public void post(Mail mail) {
    database.write(
        tx -> {
          ConversationRow row = ConversationRow.lock(tx, mail.conversation());
          return insert(tx, row.id(), mail);
        });
  }

  /** Posts a mail in an open transaction that holds the conversation. */
  static int insert(Tx tx, String conversation, Mail mail) throws SQLException {
    return tx.update(
        """
        INSERT INTO mail (conversation, id, number, state, body)
        SELECT ?, ?, COALESCE(MAX(number), 0) + 1, 'open', ? FROM mail WHERE conversation = ?
        ON CONFLICT DO NOTHING\
        """,
        conversation,
        mail.id(),
        Text.json(mail),
        conversation);
  }

  /** Marks that an entry bears a mail. */
  static void bear(Tx tx, String conversation, @Nullable String id, int seq) throws SQLException {
    if (id != null) {
      tx.update(
          """
          UPDATE mail SET state = 'borne', seq = ?
          WHERE conversation = ? AND id = ? AND state <> 'borne'\
          """,
          seq,
          conversation,
          id);
    }
  }

  @Override
  public Optional<Mail> find(String conversation, String id) {
    return database.read(
        tx -> {
          ConversationRow row = ConversationRow.get(tx, conversation);
          return tx.first(
              "SELECT body FROM mail WHERE conversation = ? AND id = ?",
              JdbcMail::mail,
              row.id(),
              id);
        });
  }

  @Override
  public List<Mail> open(String conversation) {
    return database.read(
        tx -> {
          ConversationRow row = ConversationRow.get(tx, conversation);
          return tx.list(
              """
              SELECT body FROM mail WHERE conversation = ? AND state = 'open' ORDER BY number\
              """,
              JdbcMail::mail,
              row.id());
        });
  }

  @Override
  public List<Mail> waiting(Duration age, int limit) {
    Instant now = clock.instant();
    Instant before = now.minus(age);
    // What lies in the future is from before the clock was set back.
    Instant after = now.plus(age);
    // Each conversation's first mail before anybody's second: a full one keeps no other waiting.
    return database.read(
        tx ->
            tx
                .list(
                    """
                SELECT m.body FROM mail m JOIN conversations c ON c.id = m.conversation
                WHERE m.state = 'open' AND c.ended_at IS NULL AND c.current_run IS NOT NULL
                ORDER BY m.number, m.conversation LIMIT ?\
                """,
                    JdbcMail::mail,
                    limit)
                .stream()
                .filter(mail -> !mail.at().isAfter(before) || mail.at().isAfter(after))
                .toList());
  }

  @Override
  public void close(String conversation, String id) {
    database.write(
        tx -> {
          ConversationRow row = ConversationRow.lock(tx, conversation);
          return tx.update(
              """
              UPDATE mail SET state = 'closed'
              WHERE conversation = ? AND id = ? AND state = 'open'\
              """,
              row.id(),
              id);
        });
  }

  private static Mail mail(ResultSet row) throws SQLException {
    return Json.read(row.getString("body"), Mail.class);
  }
}
