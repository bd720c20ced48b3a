package dev.parley.transcript.jdbc;

import dev.parley.agents.Money;
import dev.parley.transcript.ConversationStore.State;
import dev.parley.transcript.Figures;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The figures of a store: three queries, of which the longest reads the open conversations once.
 */
final class Glance {

  private record Group(State state, long count, long oldest) {
    static Group of(ResultSet row) throws SQLException {
      return new Group(
          State.valueOf(row.getString("state")), row.getLong("number"), row.getLong("oldest"));
    }
  }

  private record Day(long calls, long money) {
    static Day of(ResultSet row) throws SQLException {
      return new Day(row.getLong("calls"), row.getLong("money"));
    }
  }

  private record Asked(long count, long oldest) {}

  private Glance() {}

  /** The figures as they stand at a time. */
  static Figures figures(Tx tx, long now) throws SQLException {
    List<Group> groups =
        tx.list(
            """
            SELECT COALESCE(trouble, state) AS state, COUNT(*) AS number, MIN(updated_at) AS oldest
            FROM conversations WHERE ended_at IS NULL GROUP BY COALESCE(trouble, state)\
            """,
            Group::of);
    long silent =
        groups.stream()
            .filter(group -> group.state() == State.RUNNING)
            .mapToLong(group -> Math.max(0, now - group.oldest()))
            .findFirst()
            .orElse(0);
    Day today =
        tx.first(
                "SELECT calls, money FROM days WHERE day = ? AND scope = ?",
                Day::of,
                Ledger.day(now),
                Counters.ALL)
            .orElse(new Day(0, 0));
    Asked asked =
        tx.first(
                """
                SELECT COUNT(*) AS number, MIN(asked_at) AS oldest FROM requests
                WHERE state = 'OPEN'\
                """,
                row -> new Asked(row.getLong("number"), row.getLong("oldest")))
            .orElse(new Asked(0, 0));
    return new Figures(
        groups.stream().collect(Collectors.toMap(Group::state, Group::count)),
        Duration.ofMillis(silent),
        today.calls(),
        new Money(today.money()),
        asked.count(),
        Duration.ofMillis(asked.count() == 0 ? 0 : Math.max(0, now - asked.oldest())));
  }
}
