package dev.parley.transcript.jdbc;

import dev.parley.transcript.EntryStore.Outcome;
import dev.parley.transcript.Json;
import dev.parley.transcript.Place;
import java.sql.SQLException;
import java.util.Optional;

/**
 * What effects came to that share an entry. They stay when it is written: an attempt that comes
 * late must find that there is nothing to do.
 */
final class Outcomes {

  private Outcomes() {}

  static Optional<Outcome> find(Tx tx, String conversation, String branch, String intent)
      throws SQLException {
    return tx.first(
        "SELECT json FROM outcomes WHERE conversation = ? AND branch = ? AND intent = ?",
        row -> Json.read(row.getString("json"), Outcome.class),
        conversation,
        branch,
        intent);
  }

  static Optional<Outcome> find(Tx tx, Place place) throws SQLException {
    return find(tx, place.conversation(), place.branch(), place.intent().key());
  }

  /** Keeps an outcome, unless there is one; returns the one that stands. */
  static Outcome keep(Tx tx, Place place, Outcome outcome, long now) throws SQLException {
    tx.update(
        """
        INSERT INTO outcomes (conversation, branch, intent, seq, json, at)
        VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING\
        """,
        place.conversation(),
        place.branch(),
        place.intent().key(),
        place.seq(),
        Text.json(outcome),
        now);
    return find(tx, place).orElseThrow();
  }
}
