package dev.parley.activities.sql;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.activities.tools.CallArguments;
import dev.parley.transcript.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is asked of a database. */
enum Query {
  /** One statement of a model. */
  QUERY("query", "sql", "one %s statement that gives rows", true),
  /** Which tables there are. */
  SCHEMA("schema", "table", "a part of a table's name; left out: all", false);

  /** Rows that are counted behind those that are shown. */
  static final int COUNTED = 10_000;

  /** Characters of a statement. */
  private static final int LONGEST = 50_000;

  private static final int TABLES = 300;
  private static final int COLUMNS = 5_000;

  private final String wire;
  private final String argument;
  private final String what;
  private final boolean required;

  Query(String wire, String argument, String what, boolean required) {
    this.wire = wire;
    this.argument = argument;
    this.what = what;
    this.required = required;
  }

  String wire() {
    return wire;
  }

  /** What it does, for models. */
  String description(String name, String dialect, int rows) {
    return switch (this) {
      case QUERY ->
          "Runs one %s statement that only reads on the database \"%s\" and gives at most %d rows."
              .formatted(dialect, name, rows);
      case SCHEMA ->
          "Lists tables, columns and types of the database \"%s\" (%s).".formatted(name, dialect);
    };
  }

  /** The schema of its one argument. */
  ObjectNode schema(String dialect) {
    ObjectNode schema = Json.mapper().createObjectNode().put("type", "object");
    schema
        .putObject("properties")
        .putObject(argument)
        .put("type", "string")
        .put("description", what.formatted(dialect))
        .put("maxLength", LONGEST);
    if (required) {
      schema.putArray("required").add(argument);
    }
    return schema.put("additionalProperties", false);
  }

  /** Its argument; empty: there is none. */
  String argument(String arguments) {
    return CallArguments.parse(arguments).map(all -> all.path(argument).asText("")).orElse("");
  }

  /** Asks it. */
  String on(Database database, Connection connection, String text, int rows) throws SQLException {
    return switch (this) {
      case QUERY -> rows(database, connection, text, rows);
      case SCHEMA -> tables(database, connection, text);
    };
  }

  private static String rows(Database database, Connection connection, String sql, int most)
      throws SQLException {
    try (ResultSet found = database.rows(connection, sql, most + 1)) {
      return Table.of(database, found, most, () -> database.more(connection, found, COUNTED));
    }
  }

  private static String tables(Database database, Connection connection, String part)
      throws SQLException {
    Map<String, List<String>> tables = new LinkedHashMap<>();
    int columns = 0;
    try (PreparedStatement statement = database.columns(connection)) {
      statement.setString(1, part);
      statement.setMaxRows(COLUMNS);
      try (ResultSet column = statement.executeQuery()) {
        while (column.next()) {
          columns++;
          tables
              .computeIfAbsent(column.getString(1), table -> new ArrayList<>())
              .add(column.getString(2) + " " + column.getString(3));
        }
      }
    }
    return text(tables, columns == COLUMNS);
  }

  private static String text(Map<String, List<String>> tables, boolean cut) {
    StringBuilder text = new StringBuilder();
    int shown = 0;
    for (Map.Entry<String, List<String>> table : tables.entrySet()) {
      String line = "%s (%s)\n".formatted(table.getKey(), String.join(", ", table.getValue()));
      if (shown == TABLES || (shown > 0 && text.length() + line.length() > Table.LONGEST)) {
        break;
      }
      text.append(line);
      shown++;
    }
    if (shown == 0) {
      return "(no tables)";
    }
    String count = shown == 1 ? "1 table" : shown + " tables";
    return shown < tables.size() || cut
        ? text + "(%s, there are more; name those that you need by \"table\")".formatted(count)
        : text + "(%s)".formatted(count);
  }
}
