package dev.parley.cli;

import dev.parley.client.view.TerminalView;
import dev.parley.transcript.LiveText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The lines below the transcript that are not final: what is being said, and how long nothing. */
final class Sayings {

  /** Lines that stay free: above, so that one sees whom it answers, and below. */
  private static final int SPARE = 2;

  private final Console console;
  private final TerminalView view;
  private final LastLines lines;
  private final Map<Integer, Saying> sayings = new TreeMap<>();
  private long silent;

  Sayings(Console console, TerminalView view) {
    this.console = console;
    this.view = view;
    this.lines = new LastLines(console.err());
  }

  /** One reply as far as it was heard. */
  private static final class Saying {
    private final String call;
    private final String agent;
    private final StringBuilder text = new StringBuilder();

    Saying(LiveText first) {
      this.call = first.call();
      this.agent = first.agent();
    }
  }

  /** Some more; the first words of another attempt take the place of what stands there. */
  void hear(LiveText text) {
    Saying known = sayings.get(text.seq());
    if (known == null || !known.call.equals(text.call())) {
      known = new Saying(text);
      sayings.put(text.seq(), known);
    }
    known.text.setLength(Math.min(known.text.length(), text.from()));
    known.text.append(text.more());
    silent = 0;
    draw();
  }

  /** Nothing has come for so many seconds; 0: that is no matter. */
  void idle(long seconds) {
    if (console.moves() && seconds != silent) {
      silent = seconds;
      draw();
    }
  }

  private void draw() {
    List<String> all = new ArrayList<>();
    // Of several that speak at once the one whose entry comes next.
    sayings.values().stream()
        .findFirst()
        .ifPresent(
            one ->
                all.addAll(view.saying(one.agent, one.text.toString(), console.height() - SPARE)));
    if (silent > 0) {
      all.add(view.silence(silent));
    }
    lines.draw(all);
  }

  /** Final lines take the place of what was said at a seq. */
  void replace(int seq, String text) {
    sayings.keySet().removeIf(earlier -> earlier <= seq);
    silent = 0;
    lines.replace(text);
  }

  /** Takes everything back. */
  void erase() {
    sayings.clear();
    silent = 0;
    lines.draw(List.of());
  }
}
