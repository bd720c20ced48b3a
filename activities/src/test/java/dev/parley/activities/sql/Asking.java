package dev.parley.activities.sql;

import dev.parley.activities.tools.Tool;
import dev.parley.activities.tools.ToolContext;
import dev.parley.transcript.Json;
import java.time.Duration;
import java.util.Map;

/** Asks a source as an agent would. */
final class Asking {

  private static final ToolContext CONTEXT = new ToolContext("pay-1", "key", "anna");

  private Asking() {}

  static Tool tool(SqlSource source, String name, int rows, Duration within) {
    return source.tools(rows, within).stream()
        .filter(tool -> tool.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  static String query(SqlSource source, String sql) throws Exception {
    return query(source, sql, Duration.ofSeconds(20));
  }

  static String query(SqlSource source, String sql, Duration within) throws Exception {
    return tool(source, "query", SqlSource.ROWS, within)
        .call(Json.write(Map.of("sql", sql)), CONTEXT);
  }

  static String schema(SqlSource source, String arguments) throws Exception {
    return tool(source, "schema", SqlSource.ROWS, SqlSource.TIMEOUT).call(arguments, CONTEXT);
  }
}
