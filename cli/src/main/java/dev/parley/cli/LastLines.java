package dev.parley.cli;

import java.io.PrintStream;
import java.util.List;

/**
 * The last lines of a terminal, which are written anew as they change. They must fit its height.
 * The cursor stays behind the last of them, and only what differs is written.
 */
final class LastLines {

  /** What is too wide after all is cut there instead of taking one more line. */
  private static final String CUT = "\u001B[?7l";

  private static final String WRAP = "\u001B[?7h";

  private final PrintStream terminal;
  private List<String> drawn = List.of();

  LastLines(PrintStream terminal) {
    this.terminal = terminal;
  }

  /** Shows these lines in place of those that stand there. */
  void draw(List<String> lines) {
    if (lines.equals(drawn)) {
      return;
    }
    int same = 0;
    while (same < Math.min(lines.size(), drawn.size()) - 1
        && lines.get(same).equals(drawn.get(same))) {
      same++;
    }
    String text = String.join("\n", lines.subList(same, lines.size()));
    print(back(same) + (text.isEmpty() ? "" : CUT + text + WRAP));
    drawn = List.copyOf(lines);
  }

  /** Shows final lines in place of those that stand there. */
  void replace(String text) {
    print(back(0) + text + System.lineSeparator());
    drawn = List.of();
  }

  /** To the beginning of a line that stands there, and nothing behind it. */
  private String back(int line) {
    int up = drawn.size() - 1 - line;
    return drawn.isEmpty() ? "" : (up > 0 ? "\u001B[" + up + "A" : "") + "\r\u001B[J";
  }

  private void print(String text) {
    terminal.print(text);
    terminal.flush();
  }
}
