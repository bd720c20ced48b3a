package dev.parley.transcript.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import org.sqlite.SQLiteConnection;

/**
 * Prepared statements of pooled SQLite connections. To prepare one takes longer than to run it, and
 * neither the driver nor the pool keeps any. A connection is used by one thread at a time.
 */
final class KeptStatements {

  /** More than the statements of all effects; searches are built anew each time. */
  private static final int MOST = 100;

  private final Map<Connection, SequencedMap<String, PreparedStatement>> kept =
      new ConcurrentHashMap<>();

  /** The statement with this text, not to be closed. */
  PreparedStatement get(Connection pooled, String sql) throws SQLException {
    Connection own = pooled.unwrap(SQLiteConnection.class);
    SequencedMap<String, PreparedStatement> statements = kept.get(own);
    if (statements == null) {
      forgetClosed();
      statements = new LinkedHashMap<>(16, 0.75f, true);
      kept.put(own, statements);
    }
    PreparedStatement known = statements.get(sql);
    if (known != null && !known.isClosed()) {
      return known;
    }
    PreparedStatement fresh = own.prepareStatement(sql);
    statements.put(sql, fresh);
    if (statements.size() > MOST) {
      statements.pollFirstEntry().getValue().close();
    }
    return fresh;
  }

  /** The pool gives connections up now and then; their statements ended with them. */
  private void forgetClosed() throws SQLException {
    Iterator<Connection> known = kept.keySet().iterator();
    while (known.hasNext()) {
      if (known.next().isClosed()) {
        known.remove();
      }
    }
  }
}
