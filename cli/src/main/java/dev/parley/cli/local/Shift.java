package dev.parley.cli.local;

import dev.parley.cli.local.DevState.Phase;
import dev.parley.cli.local.TemporalServer.Spec;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of a {@link Dev}, from the first start to the last end. */
final class Shift {
  private static final Logger log = LoggerFactory.getLogger(Shift.class);

  private final DevPlan plan;
  private final Home home;
  private final long started = System.currentTimeMillis();
  private final Optional<Spec> spec;
  private final Optional<Supervised> server;
  private final Supervised worker;
  private final String address;

  Shift(DevPlan plan, TemporalSetup setup, Runnable onDeath) {
    this.plan = plan;
    this.home = plan.home();
    this.spec = plan.externalAddress().isPresent() ? Optional.empty() : Optional.of(spec(setup));
    this.address = plan.externalAddress().or(() -> spec.map(Spec::address)).orElseThrow();
    this.server =
        spec.map(
            what ->
                new Supervised(
                    "Temporal server",
                    new LogFile(what.log()),
                    () -> new ServerProcess(TemporalServer.start(what, plan.environment())),
                    onDeath));
    LogFile output = new LogFile(home.logs().resolve("worker.out"));
    this.worker =
        new Supervised(
            "worker",
            output,
            () ->
                WorkerProcess.start(
                    home, plan.workerCommand(), plan.workerEnvironment(address), output),
            onDeath);
  }

  private Spec spec(TemporalSetup setup) {
    return Spec.of(
        home,
        setup
            .find()
            .orElseThrow(
                () -> new PartException("there is no Temporal server. Get one: ./parley setup")));
  }

  /** Everything from start to end, with what went wrong in {@code dev.json}. */
  void run(Dev dev, Consumer<DevInfo> ready) {
    int orphans = Orphans.end(home);
    if (orphans > 0) {
      log.info("ended {} processes that a killed dev left behind", orphans);
    }
    Optional<String> failure = Optional.empty();
    try {
      publish(Phase.STARTING, null);
      start();
      ready.accept(publish(Phase.RUNNING, null).info());
      lookAfter(dev);
      publish(Phase.STOPPING, null);
    } catch (PartException e) {
      failure = Optional.of(e.getMessage());
      throw e;
    } finally {
      end();
      failure.ifPresentOrElse(
          message -> publish(Phase.FAILED, message), () -> PrivateFiles.remove(home.devFile()));
    }
  }

  private void start() {
    server.ifPresent(Supervised::start);
    publish(Phase.STARTING, null);
    worker.start();
  }

  private void lookAfter(Dev dev) {
    IdleWatch watch = new IdleWatch(home);
    while (!dev.stopRequested() && !dev.idle(watch, phase -> publish(phase, null))) {
      dev.pause();
      if (!dev.stopRequested()) {
        boolean serverAgain = server.map(Supervised::look).orElse(false);
        boolean workerAgain = worker.look();
        if (serverAgain || workerAgain) {
          log.info(
              "started again: {}{}", serverAgain ? "server " : "", workerAgain ? "worker" : "");
          publish(Phase.RUNNING, null);
        }
      }
    }
  }

  /** The worker first: it hands over what it has. */
  private void end() {
    worker.end();
    server.ifPresent(Supervised::end);
  }

  private DevState publish(Phase phase, @Nullable String message) {
    DevState state =
        new DevState(
            1,
            phase,
            BuildVersion.current(),
            plan.background(),
            started,
            ProcessId.self(),
            server.flatMap(Supervised::process).orElse(null),
            worker.process().orElse(null),
            address,
            spec.map(Spec::uiUrl).orElse(null),
            Marks.of(plan.environment(), started),
            message);
    state.write(home);
    return state;
  }

  /** The server as something supervised. */
  private record ServerProcess(TemporalServer server) implements Supervised.Running {
    @Override
    public ProcessId id() {
      return server.id();
    }

    @Override
    public boolean isAlive() {
      return server.isAlive();
    }

    @Override
    public CompletableFuture<?> onExit() {
      return server.process().onExit();
    }

    @Override
    public void close() {
      server.close();
    }
  }
}
