package dev.parley.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a terminal shows that was given some output: its screen, and above it what went away. */
final class Glass {

  /** All that a terminal is told here; anything else that begins like it is a stranger's. */
  private static final Pattern KNOWN =
      Pattern.compile("\u001B\\[(?:\\?7([lh])|(\\d*)A|(J)|(K)|[\\d;]*m|\\?[\\d;]*[a-zA-Z])");

  private final int columns;
  private final int rows;
  private final List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
  private boolean wraps = true;
  private int row;
  private int column;

  Glass(int columns, int rows) {
    this.columns = columns;
    this.rows = rows;
  }

  /** Shows some more output. */
  Glass show(String output) {
    Matcher known = KNOWN.matcher(output);
    for (int i = 0; i < output.length(); i++) {
      char c = output.charAt(i);
      if (c == '\u001B') {
        if (!known.find(i) || known.start() != i) {
          throw new AssertionError("a terminal is told what is not ours: " + output.substring(i));
        }
        obey(known);
        i = known.end() - 1;
      } else {
        put(c);
      }
    }
    return this;
  }

  private void obey(Matcher told) {
    if (told.group(1) != null) {
      wraps = told.group(1).equals("h");
    } else if (told.group(2) != null) {
      int up = told.group(2).isEmpty() ? 1 : Integer.parseInt(told.group(2));
      row = Math.max(Math.max(0, lines.size() - rows), row - up);
    } else if (told.group(3) != null) {
      lines.subList(row + 1, lines.size()).clear();
      cut();
    } else if (told.group(4) != null) {
      cut();
    }
  }

  private void cut() {
    StringBuilder line = lines.get(row);
    line.setLength(Math.min(line.length(), column));
  }

  private void put(char c) {
    switch (c) {
      case '\r' -> column = 0;
      case '\n' -> {
        row++;
        column = 0;
        if (row == lines.size()) {
          lines.add(new StringBuilder());
        }
      }
      default -> print(c);
    }
  }

  private void print(char c) {
    if (c < ' ') {
      throw new AssertionError("a terminal is told the control character " + (int) c);
    }
    if (column == columns) {
      if (!wraps) {
        return;
      }
      put('\n');
    }
    StringBuilder line = lines.get(row);
    while (line.length() <= column) {
      line.append(' ');
    }
    line.setCharAt(column++, c);
  }

  /** Every line, those that have gone up out of sight too. */
  List<String> lines() {
    return lines.stream().map(line -> line.toString().stripTrailing()).toList();
  }

  /** The same as one text. */
  String text() {
    return String.join("\n", lines()).stripTrailing();
  }
}
