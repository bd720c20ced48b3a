package dev.parley.cli.local;

import dev.parley.cli.local.TemporalSetup.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A Temporal server with a database file, on 127.0.0.1, in a session of its own. One at a time on a
 * file: the server itself does not see to that. It outlives this object's process; whoever starts
 * the next one on the file ends it first.
 */
public final class TemporalServer implements AutoCloseable {
  /** Where a Temporal server is usually found. */
  public static final int PORT = 7233;

  /** Where its UI is usually found. */
  public static final int UI_PORT = 8233;

  private static final Duration START_PATIENCE = Duration.ofSeconds(30);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);
  private static final Duration ORPHAN_PATIENCE = Duration.ofSeconds(5);

  private final Process process;
  private final ProcessId id;
  private final ProcessLock lock;
  private final Spec spec;

  private TemporalServer(Process process, ProcessLock lock, Spec spec) {
    this.process = process;
    this.id = ProcessId.of(process.toHandle());
    this.lock = lock;
    this.spec = spec;
  }

  /**
   * What to start.
   *
   * @param program the {@code temporal} program
   * @param database its file, made if it is not there
   * @param log where its output goes
   * @param port where it listens
   * @param uiPort where its UI listens
   */
  public record Spec(Path program, Path database, Path log, int port, int uiPort) {

    /** The server of a home on the usual ports, or on free ones where others have those. */
    public static Spec of(Home home, Program program) {
      return new Spec(
          program.file(),
          home.temporalDatabase(program.server()),
          home.logs().resolve("temporal.log"),
          Ports.free(PORT),
          Ports.free(UI_PORT));
    }

    /** {@code 127.0.0.1:7233}. */
    public String address() {
      return "127.0.0.1:" + port;
    }

    /** {@code http://127.0.0.1:8233}. */
    public String uiUrl() {
      return "http://127.0.0.1:" + uiPort;
    }
  }

  /**
   * Starts the server and waits until it takes work.
   *
   * @throws PartException if another one has the file, if it ends at once (a port that is taken, a
   *     broken file), or if it does not answer within 30 s; with the end of its log
   */
  public static TemporalServer start(Spec spec, Map<String, String> environment) {
    Path lockFile = lockFile(spec);
    ProcessLock lock =
        ProcessLock.tryTake(lockFile)
            .orElseThrow(
                () ->
                    new PartException(
                        "another parley runs a Temporal server on "
                            + spec.database()
                            + ". Use that one, or end it: ./parley dev --stop"));
    LogFile log = new LogFile(spec.log());
    try {
      endOrphan(lockFile);
      log.trim();
      long before = log.size();
      Process process = launch(spec, log, environment);
      TemporalServer server = new TemporalServer(process, lock, spec);
      lock.note(server.id.toText());
      server.awaitReady(log, before);
      return server;
    } catch (PartException e) {
      lock.close();
      throw e;
    }
  }

  /** The process id of the server that a dead parley left behind on this file, if it runs. */
  static Optional<ProcessId> orphan(Path lockFile) {
    return ProcessLock.noted(lockFile).flatMap(ProcessId::parse).filter(ProcessId::alive);
  }

  private static void endOrphan(Path lockFile) {
    orphan(lockFile).ifPresent(orphan -> orphan.end(ORPHAN_PATIENCE));
  }

  private static Path lockFile(Spec spec) {
    return spec.database().resolveSibling(PrivateFiles.name(spec.database()) + ".lock");
  }

  private static Process launch(Spec spec, LogFile log, Map<String, String> environment) {
    ProcessBuilder builder =
        new ProcessBuilder(
            Programs.detached(
                TemporalFlags.command(
                    spec.program(), spec.database(), spec.port(), spec.uiPort(), Ports.any()),
                environment));
    builder.environment().clear();
    builder.environment().putAll(harmless(environment));
    builder.directory(PrivateFiles.parent(spec.database()).toFile());
    builder.redirectErrorStream(true).redirectOutput(log.redirect());
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new PartException("cannot start " + spec.program() + ": " + e.getMessage(), e);
    }
  }

  /** No keys of model providers, and no settings that the temporal program would heed. */
  private static Map<String, String> harmless(Map<String, String> environment) {
    Map<String, String> few = new TreeMap<>(environment);
    few.keySet().retainAll(java.util.List.of("PATH", "HOME", "TMPDIR", "LANG", "TZ", "USER"));
    return few;
  }

  /**
   * Waits until the child itself says that it listens, and the address answers. Without the first a
   * server that has the port already would be taken for the child.
   */
  private void awaitReady(LogFile log, long before) {
    Waiting waiting = Waiting.atMost(START_PATIENCE);
    String listens = ":" + spec.port();
    while (waiting.again(Duration.ofMillis(15))) {
      if (!process.isAlive()) {
        throw new PartException(
            "the Temporal server ended at once with code "
                + process.exitValue()
                + ":\n"
                + log.tail(before)
                + "\nIts log is "
                + log.file());
      }
      if (says(log.since(before), listens)
          && TemporalHealth.version(spec.address(), Duration.ofSeconds(2)).isPresent()) {
        return;
      }
    }
    id.kill();
    throw new PartException(
        "the Temporal server did not answer at %s within %d s:\n%s\nIts log is %s"
            .formatted(spec.address(), START_PATIENCE.toSeconds(), log.tail(before), log.file()));
  }

  private static boolean says(String log, String listens) {
    return log.lines().anyMatch(line -> line.contains("Server:") && line.endsWith(listens));
  }

  /** What was started. */
  public Spec spec() {
    return spec;
  }

  /** Its process. */
  public ProcessId id() {
    return id;
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  Process process() {
    return process;
  }

  /** Ends the server: SIGTERM, after 5 s SIGKILL. */
  @Override
  public void close() {
    id.end(STOP_PATIENCE);
    lock.close();
  }
}
