package dev.parley.client.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Columns of text under headings, as wide as their content. */
final class Table {

  private static final String GAP = "   ";

  private final List<Column> columns;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * A column.
   *
   * @param right whether it is filled on the left: for numbers
   * @param least how narrow it may be made where the line is too long; 0: it keeps its width
   */
  record Column(String heading, boolean right, int least) {
    static Column text(String heading) {
      return new Column(heading, false, 0);
    }

    static Column number(String heading) {
      return new Column(heading, true, 0);
    }

    Column shrinkingTo(int columns) {
      return new Column(heading, right, columns);
    }
  }

  Table(Column... columns) {
    this(List.of(columns));
    rows.add(this.columns.stream().map(Column::heading).toList());
  }

  private Table(List<Column> columns) {
    this.columns = columns;
  }

  /** The same without the line of headings. */
  static Table bare(Column... columns) {
    return new Table(List.of(columns));
  }

  /** Adds a row, one cell for each column. */
  void row(String... cells) {
    rows.add(Arrays.stream(cells).map(Display::line).toList());
  }

  /** All lines, each without spaces at its end, in at most the given width if that is possible. */
  String render(int width) {
    int[] widths = widths(width);
    return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining("\n"));
  }

  private int[] widths(int width) {
    int[] widths =
        IntStream.range(0, columns.size())
            .map(c -> rows.stream().mapToInt(row -> Columns.width(row.get(c))).max().orElse(0))
            .toArray();
    int over = Arrays.stream(widths).sum() + GAP.length() * (columns.size() - 1) - width;
    for (int c = columns.size() - 1; c >= 0 && over > 0; c--) {
      int least = columns.get(c).least();
      if (least > 0 && widths[c] > least) {
        int less = Math.min(over, widths[c] - least);
        widths[c] -= less;
        over -= less;
      }
    }
    return widths;
  }

  private String line(List<String> row, int[] widths) {
    var cells = new ArrayList<String>();
    for (int c = 0; c < row.size(); c++) {
      String cell = Columns.cut(row.get(c), widths[c]);
      cells.add(
          columns.get(c).right() ? Columns.right(cell, widths[c]) : Columns.left(cell, widths[c]));
    }
    return String.join(GAP, cells).stripTrailing();
  }
}
