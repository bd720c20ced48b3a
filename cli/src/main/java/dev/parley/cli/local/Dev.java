package dev.parley.cli.local;

import dev.parley.cli.local.DevState.Phase;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Looks after one Temporal server and one worker: starts them, starts them again when they die, and
 * ends them. There is one of it for a home; {@code dev.json} says how it stands. In the background
 * it ends by itself when no conversation is open and no command holds a {@link Lease}.
 */
public final class Dev {
  private static final long LOOK_MILLIS = 250;
  private static final long LAST_WORDS_SECONDS = 20;

  private final DevPlan plan;
  private final TemporalSetup setup;
  private final OpenConversations open;
  private final Semaphore wake = new Semaphore(0);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final CompletableFuture<Boolean> stop = new CompletableFuture<>();

  Dev(DevPlan plan, TemporalSetup setup, OpenConversations open) {
    this.plan = plan;
    this.setup = setup;
    this.open = open;
  }

  /** The one of {@code parley dev}: it runs until it is stopped. */
  public static Dev foreground(Home home, Map<String, String> environment) {
    return of(home, environment, false);
  }

  static Dev of(Home home, Map<String, String> outer, boolean background) {
    Map<String, String> environment = home.environment(outer);
    return new Dev(
        DevPlan.of(home, outer, background),
        TemporalSetup.of(home, environment),
        new StoredConversations(home, environment));
  }

  /**
   * Runs until {@link #stop}, SIGTERM, Ctrl-C, or in the background until nobody needs it.
   *
   * @param ready told when everything has been started
   * @throws PartException if another one runs for this home, if a part cannot be started, or if one
   *     died too often
   */
  public void run(Consumer<DevInfo> ready) {
    Home home = plan.home().create();
    ProcessLock lock = ProcessLock.tryTake(home.lock()).orElseThrow(() -> running(home));
    Thread hook = new Thread(this::stopAndWait, "parley-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try (lock;
        open) {
      new Shift(plan, setup, wake::release).run(this, ready);
    } finally {
      ended.countDown();
      forget(hook);
    }
  }

  private static PartException running(Home home) {
    String pid =
        DevState.read(home).map(state -> "process " + state.dev().pid()).orElse("starting");
    return new PartException(
        "a dev of " + home.folder() + " runs already (" + pid + "). End it: ./parley dev --stop");
  }

  /** Asks it to end; {@link #run} returns when it has. */
  public void stop() {
    stop.complete(true);
    wake.release();
  }

  boolean stopRequested() {
    return stop.isDone();
  }

  /** Waits until something may have happened. */
  void pause() {
    try {
      if (wake.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        wake.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop();
    }
  }

  /** Whether nobody needs it; said in {@code dev.json} before the last look at the leases. */
  boolean idle(IdleWatch watch, Consumer<Phase> publish) {
    if (!plan.background() || !watch.looksIdle(open)) {
      return false;
    }
    // A command takes its lease first and then reads the phase: one of the two sees the other.
    publish.accept(Phase.STOPPING);
    if (Lease.anyHeld(plan.home())) {
      publish.accept(Phase.RUNNING);
      return false;
    }
    return true;
  }

  private void stopAndWait() {
    stop();
    try {
      if (!ended.await(LAST_WORDS_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("parley dev: did not end within " + LAST_WORDS_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void forget(Thread hook) {
    try {
      var unused = Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the machine is going down already, by this very hook
    }
  }

  /** How the {@code dev} of a home stands, if one runs. */
  public static Optional<DevInfo> current(Home home) {
    return alive(home).map(DevState::info);
  }

  private static Optional<DevState> alive(Home home) {
    return DevState.read(home).filter(state -> state.phase() == Phase.RUNNING && state.alive());
  }

  /** Why the last {@code dev} of a home gave up, if it did and none has been started since. */
  public static Optional<String> failure(Home home) {
    return DevState.read(home)
        .filter(state -> state.phase() == Phase.FAILED)
        .map(state -> state.message() == null ? "unknown" : state.message());
  }
}
