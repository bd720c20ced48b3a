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
  public Late waiting(Duration age, Turn after, int limit) {
    Instant now = clock.instant();
    Instant before = now.minus(age);
    // What lies in the future is from before the clock was set back.
    Instant future = now.plus(age);
    List<Queued> found = database.read(tx -> queued(tx, after, limit));
    return new Late(
        found.stream()
            .map(Queued::mail)
            .filter(mail -> !mail.at().isAfter(before) || mail.at().isAfter(future))
            .toList(),
        found.size() < limit ? Turn.FIRST : found.getLast().turn());
  }

  private record Queued(Mail mail, Turn turn) {}

  private static List<Queued> queued(Tx tx, Turn after, int limit) throws SQLException {
    return tx.list(
        """
        SELECT body, place, conversation FROM (
          SELECT m.body, m.conversation,
            ROW_NUMBER() OVER (PARTITION BY m.conversation ORDER BY m.number) AS place
          FROM mail m JOIN conversations c ON c.id = m.conversation
          WHERE m.state = 'open' AND c.ended_at IS NULL AND c.current_run IS NOT NULL
        ) AS ordered
        WHERE place <= ? AND (place > ? OR (place = ? AND conversation > ?))
        ORDER BY place, conversation LIMIT ?\
        """,
        row -> new Queued(mail(row), new Turn(row.getInt("place"), row.getString("conversation"))),
        MOST_OF_ONE,
        after.place(),
        after.place(),
        after.conversation(),
        limit);
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
