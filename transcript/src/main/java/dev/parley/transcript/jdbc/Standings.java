package dev.parley.transcript.jdbc;

import dev.parley.agents.Money;
import dev.parley.agents.Usage;
import dev.parley.transcript.ConversationStore.End;
import dev.parley.transcript.ConversationStore.Filter;
import dev.parley.transcript.ConversationStore.Spent;
import dev.parley.transcript.ConversationStore.Standing;
import dev.parley.transcript.ConversationStore.State;
import dev.parley.transcript.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What listings show. */
final class Standings {

  /** Those inside others would flood a list. */
  static final String NOT_INSIDE = " AND outer_id IS NULL";

  private Standings() {}

  static Optional<Standing> find(Tx tx, String id) throws SQLException {
    return tx.first("SELECT * FROM conversations WHERE id = ?", Standings::of, id);
  }

  /** The conversations that fit, the newest first. */
  static List<Standing> list(Tx tx, Filter filter) throws SQLException {
    String search = filter.search();
    if (search != null && !search.isEmpty()) {
      return new Search(search).list(tx, filter);
    }
    return select(tx, filter.state(), NOT_INSIDE, filter.limit(), List.of());
  }

  /**
   * The conversations of a state that fit a further condition, the newest first.
   *
   * @param condition empty, or AND and a condition
   * @param arguments those of the condition
   */
  static List<Standing> select(
      Tx tx, @Nullable State state, String condition, int limit, List<String> arguments)
      throws SQLException {
    List<Object> all = new ArrayList<>();
    var where = new StringBuilder("SELECT * FROM conversations WHERE 1 = 1");
    if (state != null) {
      where.append(" AND COALESCE(trouble, state) = ?");
      all.add(state.name());
    }
    all.addAll(arguments);
    all.add(limit);
    where.append(condition).append(" ORDER BY started_at DESC, id DESC LIMIT ?");
    return tx.list(where.toString(), Standings::of, all.toArray());
  }

  private static Standing of(ResultSet row) throws SQLException {
    Tip tip = Tip.of(row);
    return new Standing(
        row.getString("id"),
        row.getString("team"),
        row.getString("blueprint"),
        row.getString("starter"),
        row.getString("trouble") == null ? tip.state() : State.valueOf(row.getString("trouble")),
        Instant.ofEpochMilli(row.getLong("started_at")),
        Instant.ofEpochMilli(row.getLong("updated_at")),
        tip.seq() + 1,
        tip.lastAuthor(),
        tip.waitingOn(),
        row.getString("trouble_cause"),
        row.getLong("model_calls"),
        tip.toolCalls(),
        tip.codeRuns(),
        usage(row),
        new Money(row.getLong("cost")),
        row.getInt("restarts"),
        row.getInt("round"),
        end(row.getString("end_json")),
        row.getString("parent"),
        row.getString("parent") == null ? null : row.getInt("parent_seq"),
        row.getString("outer_id"),
        row.getInt("depth"));
  }

  private static @Nullable End end(@Nullable String json) {
    return json == null ? null : Json.read(json, End.class);
  }

  private static Usage usage(ResultSet row) throws SQLException {
    return new Usage(
        row.getLong("input_tokens"),
        row.getLong("output_tokens"),
        row.getLong("cached_tokens"),
        row.getLong("reasoning_tokens"));
  }

  /** Spend by agent and model. */
  static List<Spent> spent(Tx tx, String id) throws SQLException {
    return tx.list(
        """
        SELECT agent, model, COUNT(*) AS calls, SUM(input_tokens) AS input_tokens,
          SUM(output_tokens) AS output_tokens, SUM(cached_tokens) AS cached_tokens,
          SUM(reasoning_tokens) AS reasoning_tokens, SUM(cost) AS cost
        FROM attempts
        WHERE conversation = ? AND spending = 1 AND state IN ('settled', 'failed')
        GROUP BY agent, model ORDER BY agent, model\
        """,
        row ->
            new Spent(
                row.getString("agent"),
                row.getString("model"),
                row.getLong("calls"),
                usage(row),
                new Money(row.getLong("cost"))),
        id);
  }

  /** Ends the round, unless it has ended; returns the end that stands. */
  static End end(Tx tx, ConversationRow row, String runId, End end, long now) throws SQLException {
    String id = row.id();
    Optional<String> recorded =
        tx.first(
            "SELECT end_json FROM ends WHERE conversation = ? AND round = ?",
            found -> found.getString("end_json"),
            id,
            row.round());
    if (recorded.isPresent()) {
      return Json.read(recorded.get(), End.class);
    }
    Requests.withdraw(tx, id);
    Inside.ended(tx, row, now);
    String json = Text.json(end);
    tx.update(
        "INSERT INTO ends (conversation, round, run_id, end_json) VALUES (?, ?, ?, ?)",
        id,
        row.round(),
        runId,
        json);
    tx.update(
        """
        UPDATE conversations
        SET end_json = ?, ended_at = ?, state = ?, waiting_on = NULL, trouble = NULL,
          trouble_cause = NULL, updated_at = ?
        WHERE id = ?\
        """,
        json,
        end.at().toEpochMilli(),
        (end.reason().equals("failed") ? State.FAILED : State.FINISHED).name(),
        now,
        id);
    return end;
  }
}
