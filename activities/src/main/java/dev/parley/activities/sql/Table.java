package dev.parley.activities.sql;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Rows as models read them: a line each, cells with {@code |} between them. */
final class Table {

  /** Characters of a cell. */
  static final int LONGEST_CELL = 1_000;

  /** Characters of all rows; a result of a tool may have 64 KB. */
  static final int LONGEST = 40_000;

  private final Database database;
  private final StringBuilder text = new StringBuilder();
  private int rows;

  private Table(Database database) {
    this.database = database;
  }

  /**
   * Reads rows until there are enough.
   *
   * @param more gets how many there are behind them
   */
  static String of(Database database, ResultSet found, int most, Counter more) throws SQLException {
    Table table = new Table(database);
    table.head(found.getMetaData());
    boolean over = false;
    while (!over && found.next()) {
      over = table.rows == most || !table.row(found);
    }
    // The row that shows that there are more is one of them.
    return table.text + table.foot(over ? 1 + more.more() : 0);
  }

  /** Counts what is left. */
  @FunctionalInterface
  interface Counter {
    int more() throws SQLException;
  }

  private void head(ResultSetMetaData columns) throws SQLException {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      names.add(clean(columns.getColumnLabel(i)));
    }
    text.append(String.join(" | ", names)).append('\n');
  }

  private boolean row(ResultSet row) throws SQLException {
    List<String> cells = new ArrayList<>();
    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
      cells.add(cell(row, i));
    }
    String line = String.join(" | ", cells);
    if (rows > 0 && text.length() + line.length() > LONGEST) {
      return false;
    }
    text.append(line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " …").append('\n');
    rows++;
    return true;
  }

  private String cell(ResultSet row, int column) throws SQLException {
    if (database.isBinary(row, column)) {
      byte[] bytes = row.getBytes(column);
      return bytes == null ? "NULL" : "(%d bytes)".formatted(bytes.length);
    }
    String value = row.getString(column);
    if (value == null) {
      return "NULL";
    }
    return value.length() <= LONGEST_CELL
        ? clean(value)
        : clean(value.substring(0, LONGEST_CELL))
            + " … (%d more characters)".formatted(value.length() - LONGEST_CELL);
  }

  private static String clean(String value) {
    return value.replace("\\", "\\\\").replace("|", "\\|").replace("\r", "").replace("\n", "\\n");
  }

  private String foot(int more) {
    String shown = rows == 1 ? "1 row" : rows + " rows";
    if (more == 0) {
      return "(%s)".formatted(shown);
    }
    String count = more > Query.COUNTED ? "more than " + Query.COUNTED : String.valueOf(more);
    return "(%s, %s more rows; narrow the query, or use LIMIT and OFFSET)".formatted(shown, count);
  }
}
