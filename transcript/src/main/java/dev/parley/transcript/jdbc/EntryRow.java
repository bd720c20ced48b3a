package dev.parley.transcript.jdbc;

import dev.parley.agents.Echo;
import dev.parley.agents.Entry;
import dev.parley.agents.Entry.Words;
import dev.parley.agents.EntryHead;
import dev.parley.agents.Event;
import dev.parley.agents.Intent;
import dev.parley.agents.Kind;
import dev.parley.transcript.Draft;
import dev.parley.transcript.Json;
import dev.parley.transcript.Place;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An entry as it is stored. The words are kept as text, because their digest is that of the text.
 *
 * @param head with an empty chain
 * @param chain empty while an entry before it is missing
 */
record EntryRow(String conversation, EntryHead head, String chain, String storedWords, long at) {

  /** The events that hold a conversation or let it go on. */
  static final Set<Event> HOLDS = Set.of(Event.PAUSED, Event.INTERRUPTED, Event.RESUMED);

  /** A draft in its place; the chain is still to come. */
  static EntryRow of(Place place, Draft draft, DataKey key, long now) {
    String words = Text.json(draft.words());
    EntryHead head =
        new EntryHead(
            place.seq(),
            place.intent(),
            key.digest(draft.author(), draft.kind(), words),
            "",
            draft.author(),
            draft.kind(),
            draft.usage(),
            draft.cost(),
            draft.finish(),
            draft.findings(),
            draft.code(),
            draft.opens(),
            draft.event(),
            draft.by(),
            draft.calls(),
            draft.to(),
            draft.request(),
            draft.asks(),
            draft.move(),
            Echo.of(draft.kind(), draft.words())
                .map(said -> key.echo(draft.author(), said))
                .orElse(null));
    return new EntryRow(place.conversation(), head, "", words, now);
  }

  static EntryRow of(ResultSet row) throws SQLException {
    return new EntryRow(
        row.getString("conversation"),
        Json.read(row.getString("head"), EntryHead.class),
        row.getString("chain"),
        row.getString("words"),
        row.getLong("at"));
  }

  /** The entry of an intent and the one at a seq, which may be the same. */
  static List<EntryRow> find(Tx tx, String conversation, String branch, Place place, int last)
      throws SQLException {
    // Two selects, each by its own index; with OR, SQLite would walk through the conversation.
    return tx.list(
        """
        SELECT * FROM entries WHERE conversation = ? AND branch = ? AND intent = ? AND seq <= ?
        UNION ALL
        SELECT * FROM entries WHERE conversation = ? AND branch = ? AND seq = ? AND seq <= ?\
        """,
        EntryRow::of,
        conversation,
        branch,
        place.intent().key(),
        last,
        conversation,
        branch,
        place.seq(),
        last);
  }

  /** The entries of a part of a conversation, in order. */
  static List<EntryRow> range(
      Tx tx, String conversation, String branch, int from, int to, int limit) throws SQLException {
    return tx.list(
        """
        SELECT * FROM entries
        WHERE conversation = ? AND branch = ? AND seq >= ? AND seq <= ?
        ORDER BY seq LIMIT ?\
        """,
        EntryRow::of,
        conversation,
        branch,
        from,
        to,
        limit);
  }

  /** The last of the events up to a seq that hold a conversation or let it go on. */
  static Optional<Event> lastHold(Tx tx, String conversation, String branch, int to)
      throws SQLException {
    return tx
        .list(
            """
            SELECT * FROM entries
            WHERE conversation = ? AND branch = ? AND kind = ? AND seq <= ?
            ORDER BY seq DESC\
            """,
            EntryRow::of,
            conversation,
            branch,
            Kind.EVENT.wire(),
            to)
        .stream()
        .flatMap(row -> Stream.ofNullable(row.head().event()))
        .filter(HOLDS::contains)
        .findFirst();
  }

  void insert(Tx tx, String branch) throws SQLException {
    tx.update(
        """
        INSERT INTO entries
          (conversation, branch, seq, intent, author, kind, digest, chain, head, words, at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
        """,
        conversation,
        branch,
        head.seq(),
        head.intent().key(),
        head.author(),
        head.kind().wire(),
        head.digest(),
        chain,
        Text.json(head),
        storedWords,
        at);
  }

  /** Writes the chain of an entry that had been written ahead. */
  void saveChain(Tx tx, String branch) throws SQLException {
    tx.update(
        "UPDATE entries SET chain = ? WHERE conversation = ? AND branch = ? AND seq = ?",
        chain,
        conversation,
        branch,
        head.seq());
  }

  EntryRow after(String previousChain, DataKey key) {
    return new EntryRow(conversation, head, chainAfter(previousChain, key), storedWords, at);
  }

  String chainAfter(String previousChain, DataKey key) {
    return key.chain(previousChain, head.digest(), head.intent().key(), head.seq());
  }

  boolean isOf(Intent intent) {
    return head.intent().equals(intent);
  }

  Words words() {
    return Json.read(storedWords, Words.class);
  }

  Entry entry() {
    return entry(words());
  }

  /** The entry with its words, where they need not be read. */
  Entry entry(Words words) {
    return new Entry(conversation, chained(), Instant.ofEpochMilli(at), words);
  }

  /** The head as workflows see it. */
  EntryHead chained() {
    return new EntryHead(
        head.seq(),
        head.intent(),
        head.digest(),
        chain,
        head.author(),
        head.kind(),
        head.usage(),
        head.cost(),
        head.finish(),
        head.findings(),
        head.code(),
        head.opens(),
        head.event(),
        head.by(),
        head.calls(),
        head.to(),
        head.request(),
        head.asks(),
        head.move(),
        head.echo());
  }
}
