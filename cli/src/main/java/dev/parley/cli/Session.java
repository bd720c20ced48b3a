package dev.parley.cli;

import dev.parley.cli.local.Dev;
import dev.parley.cli.local.DevInfo;
import dev.parley.cli.local.DevLauncher;
import dev.parley.cli.local.Elsewhere;
import dev.parley.cli.local.Home;
import dev.parley.cli.local.PartException;
import dev.parley.client.Conversation;
import dev.parley.client.Parley;
import dev.parley.client.ParleySettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one command works with: the console, the home, the person, and a client that is opened when
 * it is needed. A command that only reads needs the store alone; one that changes something starts
 * server and worker if none run.
 */
final class Session implements AutoCloseable {

  private static final String STORE = "PARLEY_STORE";

  private final Console console;
  private final Map<String, String> outer;
  private final Home home;
  private final Memory memory = new Memory(this);
  private @Nullable Map<String, String> environment;
  private @Nullable DevLauncher launcher;
  private @Nullable Parley reading;
  private @Nullable Parley acting;

  Session(Console console, Map<String, String> outer, Path root) {
    this.console = console;
    this.outer = Libraries.absolute(outer);
    this.home = Home.of(root, outer);
  }

  Console console() {
    return console;
  }

  Home home() {
    return home;
  }

  Memory memory() {
    return memory;
  }

  /** The environment of this process, without the home's own file. */
  Map<String, String> outer() {
    return outer;
  }

  /** The environment, the home's own file among it. */
  Map<String, String> environment() {
    Map<String, String> known = environment;
    if (known == null) {
      known = home.environment(outer);
      environment = known;
    }
    return known;
  }

  Texts texts() {
    return new Texts(console.in());
  }

  boolean debug() {
    return "1".equals(outer.get("PARLEY_DEBUG"));
  }

  /** Who acts; see {@link Persons#acting}. */
  String person(@Nullable String given) {
    return Persons.acting(given, environment());
  }

  // --- The client

  /** Whether server and workers are somebody else's, with keys and sandboxes of their own. */
  boolean foreignWorkers() {
    return !memory.on() && elsewhere().isPresent() && has(STORE);
  }

  private Optional<String> elsewhere() {
    return Elsewhere.address(environment());
  }

  private boolean has(String name) {
    return !environment().getOrDefault(name, "").isBlank();
  }

  /**
   * A client to read with; nothing is started for it.
   *
   * @throws dev.parley.transcript.TranscriptException.Unavailable if the store is away
   */
  Parley reading() {
    if (acting != null) {
      return acting;
    }
    Parley open = reading;
    if (open == null) {
      open = Parley.connect(settings(Optional.empty()));
      reading = open;
    }
    return open;
  }

  /**
   * A conversation by its id or a prefix, to read.
   *
   * @throws UsageException if there is none
   */
  Conversation find(String id) {
    if (!storeExists()) {
      throw new UsageException(
          "no conversation is called \"%s\"; there is none yet. Start one: ./parley run"
              .formatted(id));
    }
    return reading().find(id);
  }

  /** The same, to change: server and worker run from then on. */
  Conversation findToChange(String id) {
    String whole = find(id).id();
    return acting().find(whole);
  }

  /**
   * A client to change something with; what it needs is started and held until this session ends.
   *
   * @throws PartException if that is impossible
   */
  Parley acting() {
    Parley open = acting;
    if (open == null) {
      open = memory.on() ? memory.connect() : connect();
      acting = open;
    }
    return open;
  }

  private Parley connect() {
    // The store first: where it is away, nothing else need be started.
    Parley store = reading();
    Parley open = Parley.connect(settings(Optional.of(running().temporalAddress())));
    store.close();
    reading = null;
    return open;
  }

  /**
   * The store as {@code PARLEY_STORE} names it, without what a url has behind its question mark.
   */
  String store() {
    return environment().getOrDefault(STORE, home.storeUrl()).replaceFirst("\\?.*", "");
  }

  /** Whether there can be anything in the store: its file is made when it is first needed. */
  boolean storeExists() {
    return has(STORE) || Files.exists(home.store());
  }

  /** Server and worker, started if none run. */
  DevInfo running() {
    requireAnswer();
    DevInfo dev;
    try (Stages stages = new Stages(console)) {
      if (console.errTerminal() && Dev.current(home).isEmpty() && !foreignWorkers()) {
        stages.stage("Starting Temporal and a worker …");
      }
      dev = launcher().ensureRunning(stages);
    }
    dev.differing().stream().filter(name -> !name.startsWith("PARLEY_")).forEach(this::warn);
    return dev;
  }

  private void warn(String variable) {
    console
        .err()
        .println(
            "warning: the worker that runs was started with another %s; ./parley dev --stop ends it"
                .formatted(variable));
  }

  /**
   * Sees whether what this command needs still runs.
   *
   * @throws PartException if it gave up, with its last words, or was ended from elsewhere
   */
  void requireRunning() {
    if (launcher == null || foreignWorkers() || Dev.current(home).isPresent()) {
      return;
    }
    throw new PartException(
        Dev.failure(home)
            .orElse("server and worker were ended. Nothing is lost; ./parley watch starts them"));
  }

  /** Somebody else's server is asked first: where it is away, no conversation is begun. */
  private void requireAnswer() {
    Optional<String> silent = elsewhere().filter(address -> !Reach.answers(address));
    if (silent.isPresent()) {
      throw new PartException(
          "the Temporal server at %s does not answer; start it, or correct or unset TEMPORAL_ADDRESS (TEMPORAL_PROFILE)"
              .formatted(silent.get()));
    }
  }

  /** Starts what {@link #running} needs with further variables for the worker. */
  void startWith(Map<String, String> more) {
    memory.with(more);
    Map<String, String> all = new TreeMap<>(outer);
    all.putAll(more);
    launcher = DevLauncher.of(home, all);
  }

  DevLauncher launcher() {
    DevLauncher known = launcher;
    if (known == null) {
      known = DevLauncher.of(home, outer);
      launcher = known;
    }
    return known;
  }

  private ParleySettings settings(Optional<String> address) {
    Map<String, String> all = new TreeMap<>(environment());
    if (!has(STORE)) {
      home.create();
      all.put(STORE, home.storeUrl());
    }
    if (!foreignWorkers()) {
      all.putIfAbsent("PARLEY_PROFILE", "local");
    }
    Optional<String> known = address.or(this::temporalAddress);
    try {
      return ParleySettings.of(known.map(there -> Elsewhere.with(all, there)).orElse(all));
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Where a Temporal server is that a reading client may ask; nothing is started for it. */
  Optional<String> temporalAddress() {
    return elsewhere().or(this::runningAddress);
  }

  private Optional<String> runningAddress() {
    return Dev.current(home).map(DevInfo::temporalAddress);
  }

  // --- The end

  /** The last line of a command that leaves while a conversation goes on. */
  String goesOn(String conversation) {
    if (memory.on()) {
      return Memory.FAREWELL;
    }
    return foreignWorkers()
        ? "%1$s goes on. Return: ./parley watch %1$s".formatted(conversation)
        : "%1$s goes on in the background. Return: ./parley watch %1$s · end: ./parley dev --stop"
            .formatted(conversation);
  }

  /** Gives everything back at once; for a process that is about to end. */
  void abandon() {
    var unused = memory.end();
    DevLauncher held = launcher;
    if (held != null) {
      held.close();
    }
  }

  /** Closes the client; server and worker end too, unless a conversation is open. */
  @Override
  public void close() {
    for (Parley open : new Parley[] {reading, acting}) {
      if (open != null) {
        open.close();
      }
    }
    if (memory.end()) {
      console.err().println(Memory.FAREWELL);
    }
    DevLauncher held = launcher;
    if (held != null) {
      var unused = held.release();
    }
  }
}
