package dev.parley.cli;

import dev.parley.agents.Entry;
import dev.parley.cli.Watching.Manner;
import dev.parley.client.view.Display;
import dev.parley.client.view.Endings;
import dev.parley.client.view.JsonLines;
import dev.parley.client.view.TerminalView;
import dev.parley.transcript.ConversationStore.Standing;
import dev.parley.transcript.LiveText;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How a command shows the conversation that it follows. */
sealed interface Screen {

  /** Before the first entry. */
  void begin(Standing standing);

  /** The next entry. */
  void entry(Entry entry);

  /** Whether it wants to {@link #hear}. */
  default boolean hears() {
    return false;
  }

  /** Some more of a reply that is being said. */
  default void hear(LiveText text) {
    // Whoever does not want to hear shows entries alone.
  }

  /** Nothing has come for so many seconds. */
  void idle(long seconds);

  /** Takes back what {@link #hear} and {@link #idle} show, before somebody else prints. */
  void settle();

  /** It is over; the answer is asked for where it is not seen already. */
  void end(Standing standing, String answer);

  /** It waits for people, and the command does not wait with it. */
  void waiting(Standing standing, List<Entry.Asking> requests);

  /** The command leaves and the conversation goes on; the given line says how to return. */
  void leave(String conversation, String line);

  /** The one that fits the console. */
  static Screen of(Console console, Manner manner, Collection<String> authors) {
    if (manner.jsonl()) {
      return new Json(console, manner.stream());
    }
    return console.errTerminal() ? new Transcript(console, authors) : new Silent(console);
  }

  /** On a terminal: the transcript as it grows. */
  final class Transcript implements Screen {
    /** Seconds after which a person wants to know that something still happens. */
    private static final long PATIENCE = 2;

    private final Console console;
    private final TerminalView view;
    private final Sayings sayings;

    Transcript(Console console, Collection<String> authors) {
      this.console = console;
      this.view = TerminalView.of(console.errPalette(), authors).width(console.width());
      this.sayings = new Sayings(console, view);
    }

    @Override
    public void begin(Standing standing) {
      // The first entry says it all.
    }

    @Override
    public void entry(Entry entry) {
      sayings.replace(entry.seq(), view.entry(entry));
    }

    @Override
    public boolean hears() {
      return console.moves();
    }

    @Override
    public void hear(LiveText text) {
      sayings.hear(text);
    }

    @Override
    public void idle(long seconds) {
      sayings.idle(seconds >= PATIENCE ? seconds : 0);
    }

    @Override
    public void settle() {
      sayings.erase();
    }

    @Override
    public void end(Standing standing, String answer) {
      settle();
      console.err().println();
      console.err().println(view.footer(standing));
      if (!console.outTerminal()) {
        console.out().println(answer);
      }
    }

    @Override
    public void waiting(Standing standing, List<Entry.Asking> requests) {
      settle();
      console.err().println();
      console.err().println(view.footer(standing));
    }

    @Override
    public void leave(String conversation, String line) {
      settle();
      console.err().println();
      console.err().println(line);
    }
  }

  /** Without a terminal: the answer, and notices only where there is none. */
  final class Silent implements Screen {
    private final Console console;

    Silent(Console console) {
      this.console = console;
    }

    @Override
    public void begin(Standing standing) {
      // A program waits for the answer alone.
    }

    @Override
    public void entry(Entry entry) {
      // See above.
    }

    @Override
    public void idle(long seconds) {
      // Only a person wants to know.
    }

    @Override
    public void settle() {
      // Nothing was shown.
    }

    @Override
    public void end(Standing standing, String answer) {
      if (standing.end() != null && Exit.of(standing.end().reason()) != Exit.OK) {
        console.err().println(standing.id() + ": " + Endings.footer(standing));
      }
      if (!answer.isEmpty()) {
        console.out().println(console.outTerminal() ? Display.terminal(answer, "") : answer);
      }
    }

    @Override
    public void waiting(Standing standing, List<Entry.Asking> requests) {
      console.err().println(standing.id() + ": " + Endings.footer(standing));
    }

    @Override
    public void leave(String conversation, String line) {
      console.err().println(line);
    }
  }

  /** Lines of JSON and nothing else. */
  final class Json implements Screen {
    private final Console console;
    private final boolean stream;
    private final Map<Integer, Told> told = new HashMap<>();

    Json(Console console, boolean stream) {
      this.console = console;
      this.stream = stream;
    }

    /** How many characters of a call were told. */
    private record Told(String call, int characters) {}

    @Override
    public void begin(Standing standing) {
      console.out().println(JsonLines.header(standing));
    }

    @Override
    public void entry(Entry entry) {
      told.remove(entry.seq());
      console.out().println(JsonLines.entry(entry));
    }

    @Override
    public boolean hears() {
      return stream;
    }

    @Override
    public void hear(LiveText text) {
      Told before = told.getOrDefault(text.seq(), new Told("", 0));
      boolean same = before.call().equals(text.call());
      int known = same ? Math.max(0, before.characters() - text.from()) : 0;
      if (known >= text.more().length()) {
        return; // heard again after a pause
      }
      if (!same && !before.call().isEmpty()) {
        console.out().println(JsonLines.restart(text));
      }
      console.out().println(JsonLines.delta(text, text.more().substring(known)));
      told.put(text.seq(), new Told(text.call(), text.from() + text.more().length()));
    }

    @Override
    public void idle(long seconds) {
      // Only a person wants to know.
    }

    @Override
    public void settle() {
      // Nothing was shown.
    }

    @Override
    public void end(Standing standing, String answer) {
      console.out().println(JsonLines.ended(standing));
    }

    @Override
    public void waiting(Standing standing, List<Entry.Asking> requests) {
      console.out().println(JsonLines.waiting(standing.id(), requests));
    }

    @Override
    public void leave(String conversation, String line) {
      console.out().println(JsonLines.detached(conversation));
      console.err().println(line);
    }
  }
}
