package dev.parley.transcript.jdbc;

import dev.parley.transcript.TranscriptException.Reason;
import dev.parley.transcript.TranscriptException.Refused;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Deletes a conversation with its key and all that hangs on it; a tombstone stays. */
final class Deletion {

  private Deletion() {}

  /** Deletes in a transaction; returns the ids, forks before what they left from. */
  static List<String> delete(Tx tx, String id, boolean withForks, String by, long now)
      throws SQLException {
    ConversationRow row = ConversationRow.lock(tx, id);
    List<String> forks =
        tx.list(
            "SELECT id FROM conversations WHERE parent = ? ORDER BY id",
            found -> found.getString("id"),
            id);
    if (!forks.isEmpty() && !withForks) {
      throw new Refused(
          Reason.HAS_FORKS,
          ("\"%s\" has forks that begin with its entries: %s. Nothing was deleted;"
                  + " --with-forks deletes them too")
              .formatted(id, String.join(", ", forks)));
    }
    List<String> deleted = new ArrayList<>();
    for (String fork : forks) {
      deleted.addAll(delete(tx, fork, true, by, now));
    }
    for (String inner : Inside.ids(tx, id)) {
      deleted.addAll(delete(tx, inner, withForks, by, now));
    }
    // Its other rows go with it.
    tx.update("DELETE FROM conversations WHERE id = ?", id);
    tx.update(
        "INSERT INTO tombstones (id, deleted_at, deleted_by, parent) VALUES (?, ?, ?, ?)",
        id,
        now,
        by,
        row.parent());
    deleted.add(id);
    return deleted;
  }
}
