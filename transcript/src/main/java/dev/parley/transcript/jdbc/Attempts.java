package dev.parley.transcript.jdbc;

import dev.parley.transcript.EntryStore.AttemptFailure;
import dev.parley.transcript.EntryStore.Attempted;
import dev.parley.transcript.Json;
import dev.parley.transcript.Place;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of the attempts of an effect. {@link Ledger} writes them. */
final class Attempts {

  private static final String OF_INTENT = " WHERE conversation = ? AND branch = ? AND intent = ?";

  private Attempts() {}

  /** The number of the last attempt of an effect, 0 if there was none. */
  static int last(Tx tx, String conversation, String branch, String intent) throws SQLException {
    return tx.first(
            "SELECT COALESCE(MAX(attempt), 0) AS last FROM attempts" + OF_INTENT,
            found -> found.getInt("last"),
            conversation,
            branch,
            intent)
        .orElse(0);
  }

  /** Whether nobody knows what an attempt did. A later one that failed takes no doubt away. */
  static boolean hasLost(Tx tx, Place place) throws SQLException {
    return tx.first(
            "SELECT state FROM attempts" + OF_INTENT + " AND state = 'lost' LIMIT 1",
            row -> row.getString("state"),
            place.conversation(),
            place.branch(),
            place.intent().key())
        .isPresent();
  }

  /** The last failure that is known. */
  static Optional<AttemptFailure> lastFailure(
      Tx tx, String conversation, String branch, String intent) throws SQLException {
    return tx.first(
        "SELECT failure FROM attempts"
            + OF_INTENT
            + " AND state = 'failed' ORDER BY attempt DESC LIMIT 1",
        row -> Json.read(row.getString("failure"), AttemptFailure.class),
        conversation,
        branch,
        intent);
  }

  /** All of an effect, oldest first. */
  static List<Attempted> all(Tx tx, String conversation, String branch, String intent)
      throws SQLException {
    return tx.list(
        "SELECT model, started_at, state, failure FROM attempts" + OF_INTENT + " ORDER BY attempt",
        row -> new Attempted(row.getString("model"), row.getLong("started_at"), failure(row)),
        conversation,
        branch,
        intent);
  }

  private static @Nullable AttemptFailure failure(ResultSet row) throws SQLException {
    String written = row.getString("failure");
    return written == null || !row.getString("state").equals("failed")
        ? null
        : Json.read(written, AttemptFailure.class);
  }

  /** The places of scripted replies that ended attempts in a part of a conversation used. */
  static List<Integer> scripted(Tx tx, Segment segment, String model) throws SQLException {
    return tx.list(
        """
        SELECT scripted FROM attempts
        WHERE conversation = ? AND model = ? AND scripted IS NOT NULL AND branch = ?
          AND seq >= ? AND seq <= ?\
        """,
        row -> row.getInt("scripted"),
        segment.id(),
        model,
        segment.branch(),
        segment.from(),
        segment.to());
  }
}
