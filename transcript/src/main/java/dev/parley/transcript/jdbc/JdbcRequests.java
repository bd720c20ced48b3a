package dev.parley.transcript.jdbc;

import dev.parley.transcript.RequestStore;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Requests, read. {@link Requests} writes them. */
final class JdbcRequests implements RequestStore {

  /** As an inbox shows them, and as the indexes are ordered. */
  private static final Comparator<Request> ORDER =
      Comparator.comparing(Request::priority, Comparator.reverseOrder())
          .thenComparing(Request::askedAt)
          .thenComparing(Request::conversation)
          .thenComparingInt(Request::seq);

  private final Database database;

  JdbcRequests(Database database) {
    this.database = database;
  }

  @Override
  public List<Request> open(Filter filter) {
    List<String> who = filter.who().stream().map(Text::line).distinct().toList();
    return database.read(
        tx -> {
          if (who.isEmpty()) {
            return open(tx, filter, null);
          }
          List<Request> found = new ArrayList<>();
          for (String one : who) {
            found.addAll(open(tx, filter, one));
          }
          return found.stream().distinct().sorted(ORDER).limit(filter.limit()).toList();
        });
  }

  /** Those that one person or group is asked; absent: all. Either has an index in this order. */
  private static List<Request> open(Tx tx, Filter filter, @Nullable String who)
      throws SQLException {
    List<Object> arguments = new ArrayList<>();
    String order = who == null ? "r" : "w";
    var sql =
        new StringBuilder(
            who == null
                ? "SELECT r.* FROM requests r WHERE r.state = 'OPEN'"
                : """
                SELECT r.* FROM request_who w
                JOIN requests r ON r.conversation = w.conversation AND r.id = w.request
                WHERE w.who = ?\
                """);
    if (who != null) {
      arguments.add(who);
    }
    and(sql, arguments, order + ".conversation", filter.conversation());
    and(sql, arguments, "r.kind", filter.kind() == null ? null : filter.kind().wire());
    and(sql, arguments, "r.team", filter.team());
    sql.append(
        " ORDER BY o.priority, o.asked_at, o.conversation, o.seq LIMIT ?"
            .replace("o.", order + "."));
    arguments.add(filter.limit());
    return tx.list(sql.toString(), RequestRow::shown, arguments.toArray());
  }

  private static void and(
      StringBuilder sql, List<Object> arguments, String column, @Nullable String value) {
    if (value != null) {
      sql.append(" AND ").append(column).append(" = ?");
      arguments.add(value);
    }
  }

  @Override
  public Optional<Request> find(String conversation, String id) {
    return database.read(
        tx -> {
          ConversationRow row = ConversationRow.get(tx, conversation);
          return tx.first(
              "SELECT * FROM requests WHERE conversation = ? AND id = ?",
              RequestRow::shown,
              row.id(),
              id);
        });
  }
}
