package dev.parley.transcript.jdbc;

import dev.parley.agents.Money;
import dev.parley.transcript.EntryStore.Begun;
import dev.parley.transcript.EntryStore.Ceiling;
import dev.parley.transcript.EntryStore.Ceilings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was spent and is reserved, counted where ceilings are checked: on the root of the tree of
 * conversations, per starter and day, and per day. Adding returns the new count in the same
 * statement, so two processes cannot both pass below a ceiling.
 *
 * @param root the conversation that is charged
 * @param day in UTC, {@code YYYY-MM-DD}
 */
record Counters(String root, String starter, String day) {

  /** The scope of all starters. */
  static final String ALL = "all";

  private record Count(long calls, long money) {
    static Count of(ResultSet row) throws SQLException {
      return new Count(row.getLong("calls"), row.getLong("money"));
    }
  }

  /** Adds to all counts, without a check. */
  void add(Tx tx, long calls, long money) throws SQLException {
    if (calls != 0 || money != 0) {
      addToRoot(tx, calls, money);
      addToDay(tx, calls, money);
    }
  }

  /** Adds one call and what it reserves, unless a ceiling would be passed: then adds nothing. */
  Optional<Begun.Refused> reserve(Tx tx, Ceilings ceilings, Money reserve) throws SQLException {
    Count own = new Count(1, reserve.nanos());
    Optional<Begun.Refused> passed =
        passed(ceilings.conversation(), "conversation", addToRoot(tx, 1, own.money()), own);
    Map<String, Count> days = addToDay(tx, 1, own.money());
    if (passed.isEmpty()) {
      Count count = days.getOrDefault(scope(), own);
      passed = passed(ceilings.starterDay(), "starter and day", count, own);
    }
    if (passed.isEmpty()) {
      passed = passed(ceilings.day(), "day", days.getOrDefault(ALL, own), own);
    }
    if (passed.isPresent()) {
      add(tx, -1, -own.money());
    }
    return passed;
  }

  private static Optional<Begun.Refused> passed(Ceiling ceiling, String of, Count with, Count own) {
    if (with.calls() > ceiling.calls()) {
      return Optional.of(
          new Begun.Refused(
              "calls per " + of,
              Long.toString(ceiling.calls()),
              Long.toString(with.calls() - own.calls())));
    }
    if (with.money() > ceiling.money().nanos()) {
      return Optional.of(
          new Begun.Refused(
              "money per " + of,
              dollars(ceiling.money()),
              dollars(new Money(with.money() - own.money()))));
    }
    return Optional.empty();
  }

  private static String dollars(Money money) {
    return "$" + money.dollars().toPlainString();
  }

  private Count addToRoot(Tx tx, long calls, long money) throws SQLException {
    return tx.first(
            """
            UPDATE conversations SET tree_calls = tree_calls + ?, tree_money = tree_money + ?
            WHERE id = ? RETURNING tree_calls AS calls, tree_money AS money\
            """,
            Count::of,
            calls,
            money,
            root)
        .orElse(new Count(calls, money));
  }

  /** Adds to both counts of the day, in this order in every process; returns them by scope. */
  private Map<String, Count> addToDay(Tx tx, long calls, long money) throws SQLException {
    Map<String, Count> counts = new HashMap<>();
    var rows =
        tx.list(
            """
            INSERT INTO days (day, scope, calls, money) VALUES (?, ?, ?, ?), (?, ?, ?, ?)
            ON CONFLICT (day, scope) DO UPDATE
            SET calls = days.calls + excluded.calls, money = days.money + excluded.money
            RETURNING scope, calls, money\
            """,
            row -> Map.entry(row.getString("scope"), Count.of(row)),
            day,
            scope(),
            calls,
            money,
            day,
            ALL,
            calls,
            money);
    rows.forEach(row -> counts.put(row.getKey(), row.getValue()));
    return counts;
  }

  private String scope() {
    return "starter:" + starter;
  }
}
