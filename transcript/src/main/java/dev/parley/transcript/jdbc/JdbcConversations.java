package dev.parley.transcript.jdbc;

import dev.parley.transcript.ConversationStore;
import dev.parley.transcript.MailStore;
import dev.parley.transcript.MailStore.Mail;
import dev.parley.transcript.Place;
import dev.parley.transcript.TranscriptException.Reason;
import dev.parley.transcript.TranscriptException.Refused;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Conversations. */
final class JdbcConversations implements ConversationStore {

  private static final int PREFIXED = 10;

  private final Database database;
  private final InstantSource clock;
  private final JdbcLive live;

  JdbcConversations(Database database, InstantSource clock, JdbcLive live) {
    this.database = database;
    this.clock = clock;
    this.live = live;
  }

  @Override
  public boolean create(NewConversation conversation) {
    Checks.requireName(conversation.id());
    return database.write(
        tx -> {
          long now = clock.millis();
          String outer = conversation.outer();
          int inserted =
              outer == null
                  ? insert(tx, conversation, conversation.id(), 0, now)
                  : insertInside(tx, conversation, ConversationRow.get(tx, outer), now);
          // Only now: the insert may have waited for a deletion.
          ConversationRow.requireNotDeleted(tx, conversation.id());
          if (inserted == 0) {
            return false;
          }
          if (conversation.task() != null) {
            JdbcMail.insert(tx, conversation.id(), task(conversation, conversation.task(), now));
          }
          return true;
        });
  }

  /** What stands in another one is charged to that one's root. */
  private static int insertInside(
      Tx tx, NewConversation conversation, ConversationRow outer, long now) throws SQLException {
    return insert(tx, conversation, outer.root(), outer.depth() + 1, now);
  }

  private static int insert(Tx tx, NewConversation conversation, String root, int depth, long now)
      throws SQLException {
    return tx.update(
        """
        INSERT INTO conversations
          (id, team, blueprint, starter, data_key, root, state, started_at, updated_at,
           outer_id, depth)
        VALUES (?, ?, ?, ?, ?, ?, 'RUNNING', ?, ?, ?, ?) ON CONFLICT DO NOTHING\
        """,
        conversation.id(),
        conversation.team(),
        conversation.blueprint(),
        conversation.starter(),
        DataKey.random().bytes(),
        root,
        now,
        now,
        conversation.outer(),
        depth);
  }

  private static Mail task(NewConversation conversation, String task, long now) {
    return new Mail(
        conversation.id(),
        MailStore.TASK,
        conversation.starter(),
        null,
        task,
        List.of(),
        Instant.ofEpochMilli(now));
  }

  @Override
  public void register(RunStart run) {
    database.write(
        tx -> {
          Runs.register(tx, run, clock.millis());
          return run;
        });
  }

  @Override
  public void expectRun(String conversation, @Nullable Over over) {
    database.write(
        tx -> {
          ConversationRow row = ConversationRow.lock(tx, conversation);
          Runs.expect(tx, row, over, clock.millis());
          return true;
        });
  }

  @Override
  public End end(Place place, End end) {
    return database.write(
        tx -> {
          long now = clock.millis();
          return Standings.end(tx, ConversationRow.lock(tx, place, now), place.runId(), end, now);
        });
  }

  @Override
  public End close(String conversation, End end) {
    return database.write(
        tx -> Standings.end(tx, ConversationRow.lock(tx, conversation), "", end, clock.millis()));
  }

  @Override
  public boolean opening(String conversation) {
    return database.read(
        tx -> {
          ConversationRow row = ConversationRow.get(tx, conversation);
          return row.ended() || row.opening();
        });
  }

  @Override
  public Standing standing(String conversation) {
    return database.read(
        tx -> {
          ConversationRow row = ConversationRow.get(tx, conversation);
          return Standings.find(tx, row.id())
              .orElseThrow(() -> new IllegalStateException("gone: " + row.id()));
        });
  }

  @Override
  public List<String> withPrefix(String prefix) {
    return database.read(
        tx -> {
          List<Named> found =
              tx.list(
                  """
                  SELECT id, outer_id FROM conversations WHERE substr(id, 1, ?) = ?
                  ORDER BY CASE WHEN id = ? THEN 0 WHEN outer_id IS NULL THEN 1 ELSE 2 END,
                    started_at DESC, id DESC
                  LIMIT ?\
                  """,
                  row -> new Named(row.getString("id"), row.getString("outer_id") != null),
                  prefix.length(),
                  prefix,
                  prefix,
                  PREFIXED);
          return named(found, prefix);
        });
  }

  private record Named(String id, boolean inside) {}

  private static List<String> named(List<Named> found, String prefix) {
    if (found.stream().anyMatch(one -> one.id().equals(prefix))) {
      return List.of(prefix);
    }
    boolean others = found.stream().anyMatch(one -> !one.inside());
    return found.stream().filter(one -> !others || !one.inside()).map(Named::id).toList();
  }

  @Override
  public List<Standing> tree(String conversation) {
    return database.read(tx -> Inside.tree(tx, ConversationRow.get(tx, conversation).id()));
  }

  @Override
  public List<Standing> list(Filter filter) {
    return database.read(tx -> Standings.list(tx, filter));
  }

  @Override
  public void fork(String parent, int seq, String id, String by) {
    Checks.requireName(id);
    database.write(
        tx -> {
          ConversationRow from = ConversationRow.lock(tx, parent);
          if (seq < 0 || seq > from.tip().seq()) {
            throw Checks.invalid(
                "\"%s\" has no settled entry %d to fork at; its last is %d"
                    .formatted(parent, seq, from.tip().seq()));
          }
          int inserted = insertFork(tx, from, Segment.entry(tx, from, seq), id, by, clock.millis());
          ConversationRow.requireNotDeleted(tx, id);
          if (inserted == 0) {
            throw new Refused(
                Reason.CONVERSATION_EXISTS,
                "a conversation \"%s\" exists; give the fork another id".formatted(id));
          }
          return id;
        });
  }

  private static int insertFork(
      Tx tx, ConversationRow from, EntryRow last, String id, String by, long now)
      throws SQLException {
    return tx.update(
        """
        INSERT INTO conversations
          (id, team, blueprint, starter, data_key, root, state, started_at, updated_at,
           parent, parent_seq, head_seq, asked_seq, head_chain, last_author)
        VALUES (?, ?, ?, ?, ?, ?, 'RUNNING', ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING\
        """,
        id,
        from.team(),
        from.blueprint(),
        by,
        DataKey.random().bytes(),
        from.root(),
        now,
        now,
        from.id(),
        last.head().seq(),
        last.head().seq(),
        last.head().seq(),
        last.chain(),
        last.head().author());
  }

  @Override
  public List<String> delete(String conversation, boolean withForks, String by) {
    List<String> deleted =
        database.write(tx -> Deletion.delete(tx, conversation, withForks, by, clock.millis()));
    live.forget(deleted);
    database.scrub();
    return deleted;
  }

  @Override
  public List<String> endedBefore(Duration age) {
    long before = clock.instant().minus(age).toEpochMilli();
    return database.read(
        tx ->
            tx.list(
                "SELECT id FROM conversations WHERE ended_at < ? ORDER BY ended_at, id",
                row -> row.getString("id"),
                before));
  }

  // --- What is in the way

  @Override
  public void trouble(String conversation, Trouble trouble) {
    setTrouble(conversation, trouble.state().name(), trouble.cause());
  }

  @Override
  public void clear(String conversation) {
    setTrouble(conversation, null, null);
  }

  private void setTrouble(String conversation, @Nullable String state, @Nullable String cause) {
    database.write(
        tx -> {
          ConversationRow row = ConversationRow.lock(tx, conversation);
          return tx.update(
              """
              UPDATE conversations SET trouble = ?, trouble_cause = ?
              WHERE id = ? AND end_json IS NULL\
              """,
              state,
              cause,
              row.id());
        });
  }

  private static final String SILENT =
      """
      SELECT id, COALESCE(trouble, state) AS state, current_run, expects_run, head_seq, updated_at
      FROM conversations WHERE ended_at IS NULL AND\s""";

  @Override
  public List<Silent> silent(Duration age, int limit) {
    long now = clock.millis();
    // What lies in the future is from before the clock was set back.
    return database.read(
        tx ->
            tx.list(
                SILENT + "(updated_at <= ? OR updated_at > ?) ORDER BY updated_at, id LIMIT ?",
                JdbcConversations::silent,
                now - age.toMillis(),
                now + age.toMillis(),
                limit));
  }

  @Override
  public Optional<Silent> open(String conversation) {
    return database.read(
        tx -> {
          ConversationRow row = ConversationRow.get(tx, conversation);
          return tx.first(SILENT + "id = ?", JdbcConversations::silent, row.id());
        });
  }

  private static Silent silent(ResultSet row) throws SQLException {
    return new Silent(
        row.getString("id"),
        State.valueOf(row.getString("state")),
        row.getString("current_run"),
        row.getInt("expects_run") == 1,
        row.getInt("head_seq"),
        Instant.ofEpochMilli(row.getLong("updated_at")));
  }

  @Override
  public List<Branch> branches(String conversation) {
    return database.read(
        tx -> {
          ConversationRow row = ConversationRow.get(tx, conversation);
          return dev.parley.transcript.jdbc.Branch.list(tx, row.id()).stream()
              .map(
                  one ->
                      new Branch(
                          one.name(),
                          one.base(),
                          one.from(),
                          one.to(),
                          Instant.ofEpochMilli(one.at())))
              .toList();
        });
  }

  @Override
  public List<Spent> spent(String conversation) {
    return database.read(
        tx -> {
          ConversationRow row = ConversationRow.get(tx, conversation);
          return Standings.spent(tx, row.id());
        });
  }
}
