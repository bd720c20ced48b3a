package dev.parley.cli.local;

import dev.parley.cli.local.DevState.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives a command what it needs to talk to: finds the running {@code dev} or starts one in the
 * background, and holds it by a {@link Lease} until {@link #release} or {@link #close}. Programs
 * that start at the same time start one together.
 */
public final class DevLauncher implements AutoCloseable {
  private static final Duration START_PATIENCE = Duration.ofSeconds(60);
  private static final Duration END_PATIENCE = Duration.ofSeconds(20);
  private static final Duration LOOK = Duration.ofMillis(15);

  private final Home home;
  private final Map<String, String> environment;
  private final TemporalSetup setup;
  private final OpenConversations open;
  private final List<String> devCommand;
  private @Nullable Lease lease;

  DevLauncher(
      Home home,
      Map<String, String> environment,
      TemporalSetup setup,
      OpenConversations open,
      List<String> devCommand) {
    this.home = home;
    this.environment = Map.copyOf(environment);
    this.setup = setup;
    this.open = open;
    this.devCommand = List.copyOf(devCommand);
  }

  /** The launcher of a home. */
  public static DevLauncher of(Home home, Map<String, String> outer) {
    Map<String, String> environment = home.environment(outer);
    return new DevLauncher(
        home,
        environment,
        TemporalSetup.of(home, environment),
        new StoredConversations(home, environment),
        JavaCommand.current().run(home, "dev", Background.class.getName()));
  }

  /**
   * What a command may talk to, started if need be. With a server {@link Elsewhere} and {@code
   * PARLEY_STORE} nothing is started; with the first alone only a worker.
   *
   * @param progress shown while a Temporal server must be got
   * @throws PartException if there is no way to get or start a part
   */
  public DevInfo ensureRunning(Progress progress) {
    Optional<String> external = Elsewhere.address(environment);
    if (external.isPresent() && environment.containsKey("PARLEY_STORE")) {
      return DevInfo.external(external.get());
    }
    home.create();
    if (lease == null) {
      lease = Lease.take(home);
    }
    Optional<DevInfo> running = running();
    if (running.isPresent()) {
      return running.get();
    }
    if (external.isEmpty()) {
      var unused = setup.obtain(progress);
    }
    return startLock().during(() -> running().orElseGet(this::start));
  }

  private ProcessLock startLock() {
    return ProcessLock.take(home.startLock(), START_PATIENCE)
        .orElseThrow(
            () ->
                new PartException(
                    "another command has been starting the server and worker of "
                        + home.folder()
                        + " for a minute. Look into "
                        + home.logs()));
  }

  /** The running one, once it has made up its mind; one of another build is ended. */
  private Optional<DevInfo> running() {
    Optional<DevState> state = settled();
    if (state.isEmpty()) {
      return Optional.empty();
    }
    DevState running = state.get();
    boolean sameServer =
        Elsewhere.address(environment)
            .map(address -> address.equals(running.address()))
            .orElse(true);
    boolean fits = sameServer && running.version().equals(BuildVersion.current());
    DevInfo info = running.info(environment);
    boolean renew = !fits || (!info.differing().isEmpty() && nobodyElseNeedsIt());
    if (renew && running.background()) {
      end(running);
      return Optional.empty();
    }
    if (!sameServer) {
      throw new PartException(
          "a dev runs with the server at "
              + running.address()
              + ", but TEMPORAL_ADDRESS or the Temporal profile names another. End it: ./parley dev --stop");
    }
    return Optional.of(info);
  }

  private boolean nobodyElseNeedsIt() {
    Lease own = lease;
    return own != null && !own.othersHeld(home) && !open.any();
  }

  private Optional<DevState> settled() {
    Waiting waiting = Waiting.atMost(START_PATIENCE);
    Optional<DevState> state = alive();
    while (state.filter(now -> now.phase() != Phase.RUNNING).isPresent()) {
      if (!waiting.again(LOOK)) {
        throw new PartException(
            "the dev of " + home.folder() + " hangs. End it: ./parley dev --stop");
      }
      state = alive();
    }
    return state;
  }

  private Optional<DevState> alive() {
    return DevState.read(home).filter(DevState::alive);
  }

  private DevInfo start() {
    LogFile log = new LogFile(home.logs().resolve("dev.out"));
    log.trim();
    long before = log.size();
    Process process = launch(log);
    Waiting waiting = Waiting.atMost(START_PATIENCE);
    while (waiting.again(LOOK)) {
      Optional<DevState> state = alive().filter(now -> now.phase() == Phase.RUNNING);
      if (state.isPresent()) {
        return state.get().info(environment);
      }
      if (!process.isAlive() && alive().isEmpty()) {
        throw new PartException(log.tail(before));
      }
    }
    process.destroyForcibly();
    throw new PartException(
        "server and worker did not start within %d s:\n%s\nSee %s"
            .formatted(START_PATIENCE.toSeconds(), log.tail(before), home.logs()));
  }

  private Process launch(LogFile log) {
    ProcessBuilder builder = new ProcessBuilder(Programs.detached(devCommand, environment));
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put("PARLEY_HOME", home.folder().toString());
    builder.directory(home.folder().toFile());
    builder.redirectErrorStream(true).redirectOutput(log.redirect());
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new PartException("cannot start " + devCommand.getFirst() + ": " + e.getMessage(), e);
    }
  }

  /** How the {@code dev} stands now, if one runs: after a worker died, with the new one. */
  public Optional<DevInfo> current() {
    return Dev.current(home);
  }

  /**
   * Gives the {@code dev} back. If nobody else needs it, waits until everything has ended.
   *
   * @return whether it goes on: a conversation is open, another command needs it, or it is a {@code
   *     parley dev}
   */
  public boolean release() {
    giveBack();
    try (open) {
      return goesOn();
    }
  }

  private boolean goesOn() {
    Waiting waiting = Waiting.atMost(END_PATIENCE);
    Optional<DevState> found = alive();
    Optional<DevState> state = found;
    while (state.isPresent()) {
      boolean needed = !state.get().background() || Lease.anyHeld(home) || open.any();
      if (needed || !waiting.again(Duration.ofMillis(50))) {
        return true;
      }
      state = alive();
    }
    // Its file goes a moment before its process does.
    while (found.filter(DevState::alive).isPresent() && waiting.again(Duration.ofMillis(10))) {}
    return false;
  }

  /** Gives the {@code dev} back and does not wait. */
  @Override
  public void close() {
    giveBack();
    open.close();
  }

  private void giveBack() {
    Lease held = lease;
    if (held != null) {
      held.close();
      lease = null;
    }
  }

  /**
   * Ends the {@code dev} of a home and what a killed one left behind. Open conversations go on when
   * the next one starts.
   *
   * @return whether anything ran
   */
  public static boolean stop(Home home) {
    Optional<DevState> state = DevState.read(home);
    if (state.filter(DevState::alive).isPresent()) {
      end(state.get());
      var unused = Orphans.end(home); // nothing, unless it had to be killed
      return true;
    }
    return Orphans.end(home) > 0;
  }

  /**
   * Ends the {@code dev} of a home only if a command started it: before {@code parley dev} runs
   * one.
   */
  public static void stopBackground(Home home) {
    DevState.read(home).filter(DevState::background).ifPresent(DevLauncher::end);
  }

  private static void end(DevState state) {
    state.dev().end(END_PATIENCE);
  }
}
