package dev.parley.transcript.jdbc;

import dev.parley.agents.Names;
import dev.parley.transcript.ConversationStore.Standing;
import dev.parley.transcript.MailStore;
import dev.parley.transcript.MailStore.Mail;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Conversations inside others. */
final class Inside {

  private Inside() {}

  /** A conversation and all inside it; whoever holds others stands before them. */
  static List<Standing> tree(Tx tx, String id) throws SQLException {
    List<Standing> all = new ArrayList<>(Standings.find(tx, id).stream().toList());
    for (String inner : ids(tx, id)) {
      all.addAll(tree(tx, inner));
    }
    return all;
  }

  /** The ids of those directly inside a conversation, in the order in which they began. */
  static List<String> ids(Tx tx, String id) throws SQLException {
    return tx.list(
        "SELECT id FROM conversations WHERE outer_id = ? ORDER BY started_at, id",
        row -> row.getString("id"),
        id);
  }

  /** The ids of the outermost conversation and of all inside it. */
  static List<String> allAround(Tx tx, ConversationRow conversation) throws SQLException {
    ConversationRow top = conversation;
    while (top.outer() != null) {
      top = ConversationRow.get(tx, top.outer());
    }
    List<String> all = new ArrayList<>();
    collect(tx, top.id(), all);
    return all;
  }

  private static void collect(Tx tx, String id, List<String> into) throws SQLException {
    into.add(id);
    for (String inner : ids(tx, id)) {
      collect(tx, inner, into);
    }
  }

  /**
   * The one around it, if that is not over, has a mail; what the inner ones had to say is stale.
   */
  static void ended(Tx tx, ConversationRow row, long now) throws SQLException {
    tx.update(
        "UPDATE mail SET state = 'closed' WHERE conversation = ? AND state = 'open'"
            + " AND substr(id, 1, ?) = ?",
        row.id(),
        MailStore.INSIDE.length(),
        MailStore.INSIDE);
    String outer = row.outer();
    if (outer != null && !isOver(tx, outer)) {
      JdbcMail.insert(tx, outer, mail(outer, row.id(), now));
    }
  }

  private static boolean isOver(Tx tx, @Nullable String outer) throws SQLException {
    return tx.first(
            "SELECT 1 AS one FROM conversations WHERE id = ? AND ended_at IS NULL",
            row -> row.getInt("one"),
            outer)
        .isEmpty();
  }

  private static Mail mail(String outer, String inner, long now) {
    return new Mail(
        outer,
        MailStore.INSIDE + inner,
        Names.PARLEY,
        null,
        "",
        List.of(),
        Instant.ofEpochMilli(now));
  }
}
