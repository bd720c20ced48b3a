package dev.parley.cli;

import dev.parley.cli.local.Progress;
import dev.parley.client.view.Display;

/** Shows how something long goes on: on a terminal in one line that goes away, else in lines. */
final class Stages implements Progress, AutoCloseable {

  private static final String ERASE = "\r\u001B[K";

  private final Console console;
  private String shown = "";

  Stages(Console console) {
    this.console = console;
  }

  @Override
  public synchronized void stage(String line) {
    String text = Display.line(line);
    if (text.equals(shown)) {
      return;
    }
    if (console.errTerminal()) {
      int room = Math.max(10, console.width() - 1);
      String cut = text.length() > room ? text.substring(0, room - 1) + "…" : text;
      console.err().print(ERASE + cut);
      console.err().flush();
    } else if (!text.isEmpty() && !sameStep(text)) {
      console.err().println(text);
    }
    shown = text;
  }

  /** Figures that grow are no news in a file. */
  private boolean sameStep(String text) {
    return text.replaceAll("[0-9.,]+", "").equals(shown.replaceAll("[0-9.,]+", ""));
  }

  @Override
  public synchronized void close() {
    if (console.errTerminal() && !shown.isEmpty()) {
      console.err().print(ERASE);
      console.err().flush();
    }
    shown = "";
  }
}
