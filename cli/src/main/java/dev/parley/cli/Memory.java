package dev.parley.cli;

import dev.parley.cli.local.Dev;
import dev.parley.cli.local.Elsewhere;
import dev.parley.cli.local.InMemory;
import dev.parley.cli.local.PartException;
import dev.parley.cli.local.TemporalSetup;
import dev.parley.client.Parley;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A command's choice to have server, store and worker in its own process: asked for by {@code
 * --in-memory}, or made where no Temporal server can be had.
 */
final class Memory {

  /** The last line of such a command. */
  static final String FAREWELL =
      "Nothing of this survives: server, store and worker were in memory";

  private final Session session;
  private final Map<String, String> more = new TreeMap<>();
  private List<Path> libraries = List.of();
  private boolean chosen;
  private @Nullable InMemory running;

  Memory(Session session) {
    this.session = session;
  }

  /** Whether it was chosen; it runs from the first {@link #connect} on. */
  boolean on() {
    return chosen;
  }

  /** Chooses it. */
  void choose(List<Path> with) {
    libraries = List.copyOf(with);
    chosen = true;
  }

  /**
   * Sees to it that there is a Temporal server to start, and says loudly if this has to do without.
   *
   * @throws PartException if {@code PARLEY_TEMPORAL} names something that is none
   */
  void chooseWithoutServer(List<Path> with) {
    Map<String, String> environment = session.environment();
    boolean named = environment.containsKey("PARLEY_TEMPORAL");
    boolean there =
        Elsewhere.address(environment).isPresent() || Dev.current(session.home()).isPresent();
    if (chosen || there || named) {
      return;
    }
    try (Stages stages = new Stages(session.console())) {
      var unused = TemporalSetup.of(session.home(), environment).obtain(stages);
    } catch (PartException e) {
      session
          .console()
          .err()
          .println(
              "IN MEMORY: no Temporal server could be had, so nothing of this survives the command;"
                  + " ./parley setup says why");
      choose(with);
    }
  }

  /** Further variables for the worker. */
  void with(Map<String, String> variables) {
    more.putAll(variables);
  }

  /** A client of it. */
  synchronized Parley connect() {
    InMemory known = running;
    if (known == null) {
      Map<String, String> all = new TreeMap<>(session.environment());
      all.putAll(more);
      known = InMemory.start(session.home(), all, libraries);
      running = known;
    }
    return Parley.connect(known.settings());
  }

  /**
   * Ends it.
   *
   * @return whether it ran
   */
  synchronized boolean end() {
    InMemory known = running;
    if (known == null) {
      return false;
    }
    running = null;
    known.close();
    return true;
  }
}
