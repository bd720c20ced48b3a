package dev.parley.transcript.jdbc;

import dev.parley.transcript.Json;
import dev.parley.transcript.LiveStore.LiveCall;
import dev.parley.transcript.TranscriptException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An unlogged table in PostgreSQL, and a notification to each conversation's own channel, which
 * bears no word. Everything that a process has to say goes in one statement: what one commit costs
 * does not grow with the number of conversations, and commits that notify stand in one line.
 */
final class LivePieces implements LiveCarrier {

  private static final Logger LOG = LoggerFactory.getLogger(LivePieces.class);

  /** A deleted conversation takes no words any more. */
  private static final String INSERT =
      """
      WITH given AS MATERIALIZED (
        SELECT * FROM jsonb_to_recordset(CAST(? AS jsonb)) AS p (
          conversation TEXT, number INTEGER, call TEXT, seq INTEGER, agent TEXT, attempt INTEGER,
          text TEXT, channel TEXT)
      ), said AS (
        INSERT INTO live_pieces (conversation, number, call, seq, agent, attempt, text)
        SELECT conversation, number, call, seq, agent, attempt, text FROM given
        WHERE EXISTS (SELECT 1 FROM conversations c WHERE c.id = given.conversation)
      )
      SELECT pg_notify(channel, call || ' ' || number) FROM given\
      """;

  private static final String DELETE =
      """
      WITH given AS MATERIALIZED (
        SELECT * FROM jsonb_to_recordset(CAST(? AS jsonb)) AS p (
          conversation TEXT, seq INTEGER, attempt INTEGER, channel TEXT)
      ), ended AS (
        DELETE FROM live_pieces USING given
        WHERE live_pieces.conversation = given.conversation
          AND live_pieces.seq = given.seq AND live_pieces.attempt <= given.attempt
      )
      SELECT pg_notify(channel, 'ended') FROM given\
      """;

  private final Database database;
  private final String storeId;

  LivePieces(Database database, String storeId) {
    this.database = database;
    this.storeId = storeId;
  }

  /** Channels are the whole database's, and schemas of it may be stores of their own. */
  private String channel(String conversation) {
    return "parley_" + LiveKey.of(storeId + "/" + conversation);
  }

  // --- Write

  @Override
  public Set<String> write(List<Piece> pieces) {
    String json = Json.write(pieces.stream().map(this::row).toList());
    try {
      var unused = database.write(tx -> tx.list(INSERT, row -> row.getRow(), json));
      return Set.of();
    } catch (TranscriptException e) {
      LOG.debug("words of running calls are not shown: {}", e.getMessage());
      Set<String> all = new HashSet<>();
      pieces.forEach(piece -> all.add(piece.id()));
      return all;
    }
  }

  private Map<String, Object> row(Piece piece) {
    Map<String, Object> row = place(piece.call());
    row.put("number", piece.number());
    row.put("call", piece.id());
    row.put("agent", piece.call().agent());
    row.put("text", piece.text());
    return row;
  }

  private Map<String, Object> place(LiveCall call) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("conversation", call.conversation());
    row.put("seq", call.seq());
    row.put("attempt", call.attempt());
    row.put("channel", channel(call.conversation()));
    return row;
  }

  @Override
  public void end(Collection<LiveCall> calls) {
    String json = Json.write(calls.stream().map(this::place).toList());
    try {
      var unused = database.write(tx -> tx.list(DELETE, row -> row.getRow(), json));
    } catch (TranscriptException e) {
      LOG.debug("words of ended calls stay for a while: {}", e.getMessage());
    }
  }

  // --- Read

  /** A row with the place of its piece in the call. */
  private record Row(int number, Found found) {
    static Row of(ResultSet row) throws SQLException {
      int number = row.getInt("number");
      return new Row(
          number,
          new Found(
              row.getString("call"),
              row.getInt("seq"),
              row.getString("agent"),
              row.getInt("attempt"),
              number + 1L,
              row.getString("text")));
    }
  }

  @Override
  public List<Found> look(String conversation, Map<String, Long> positions) {
    long floor = positions.values().stream().mapToLong(Long::longValue).min().orElse(0);
    List<Row> rows = rows(conversation, floor);
    boolean fresh = rows.stream().anyMatch(row -> !positions.containsKey(row.found().id()));
    if (fresh && floor > 0) {
      rows = rows(conversation, 0);
    }
    Map<String, Heard> calls = new LinkedHashMap<>();
    for (Row row : rows) {
      String id = row.found().id();
      calls.computeIfAbsent(id, call -> new Heard(positions.getOrDefault(call, 0L))).take(row);
    }
    List<Found> found = new ArrayList<>();
    calls.values().forEach(call -> call.found().ifPresent(found::add));
    return found;
  }

  /** The first piece of each call, which says that it is there, and all from a number on. */
  private List<Row> rows(String conversation, long floor) {
    return database.read(
        tx ->
            tx.list(
                """
                SELECT number, call, seq, agent, attempt, text FROM live_pieces
                WHERE conversation = ? AND (number = 0 OR number >= ?) ORDER BY number, call\
                """,
                Row::of,
                conversation,
                floor));
  }

  /** Pieces of one call, put together. */
  private static final class Heard {
    private final StringBuilder more = new StringBuilder();
    private long position;
    private @Nullable Found last;

    Heard(long position) {
      this.position = position;
    }

    /** Without its first piece a call is over, and nobody may take the rest for the whole. */
    void take(Row row) {
      if (row.number() == 0 || last != null) {
        last = row.found();
        if (row.number() == position) {
          more.append(row.found().more());
          position++;
        }
      }
    }

    Optional<Found> found() {
      Found of = last;
      return of == null
          ? Optional.empty()
          : Optional.of(
              new Found(of.id(), of.seq(), of.agent(), of.attempt(), position, more.toString()));
    }
  }

  @Override
  public Bell bell(String conversation) {
    return new LiveBell(database.dialect().direct(), channel(conversation));
  }

  // --- Clean up

  @Override
  public void forget(Collection<String> conversations) {
    for (String conversation : conversations) {
      var unused =
          database.write(
              tx -> tx.update("DELETE FROM live_pieces WHERE conversation = ?", conversation));
    }
  }

  @Override
  public int sweep(Duration age) {
    return database.write(
        tx ->
            tx.list(
                    """
                    WITH old AS (
                      SELECT conversation, call FROM live_pieces GROUP BY conversation, call
                      HAVING MAX(at) < clock_timestamp() - ? * INTERVAL '1 millisecond'
                    ), swept AS (
                      DELETE FROM live_pieces USING old
                      WHERE live_pieces.conversation = old.conversation
                        AND live_pieces.call = old.call
                    )
                    SELECT call FROM old\
                    """,
                    row -> row.getString("call"),
                    age.toMillis())
                .size());
  }
}
