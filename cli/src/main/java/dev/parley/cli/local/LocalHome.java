package dev.parley.cli.local;

import dev.parley.cli.local.TemporalServer.Spec;
import dev.parley.cli.local.TemporalSetup.Program;
import dev.parley.client.LocalParts;
import dev.parley.client.ParleySettings;
import dev.parley.worker.WorkerApplication;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of {@link dev.parley.client.Parley#local()}: a worker in this process, with the home's
 * store and a Temporal server as a child process where there is one; else {@link InMemory}.
 */
public final class LocalHome implements LocalParts {

  private static final Logger log = LoggerFactory.getLogger(LocalHome.class);

  @Override
  public Running start(Map<String, String> outer) {
    Home home = Home.of(outer).create();
    Map<String, String> environment = home.environment(outer);
    Optional<Program> program = program(home, environment);
    if (program.isPresent()) {
      return Kept.start(home, program.get(), environment);
    }
    log.warn("no Temporal server here, so all is in memory and nothing survives: ./parley setup");
    return InMemory.start(home, environment, List.of());
  }

  private static Optional<Program> program(Home home, Map<String, String> environment) {
    try {
      return TemporalSetup.of(home, environment).find();
    } catch (PartException noClone) {
      log.info("{}", noClone.getMessage());
      return Optional.empty();
    }
  }

  /** What outlives this process is in the home. */
  private record Kept(
      ProcessLock lock,
      TemporalServer server,
      WorkerApplication worker,
      ParleySettings settings,
      Thread hook)
      implements Running {

    static Kept start(Home home, Program program, Map<String, String> environment) {
      ProcessLock lock =
          ProcessLock.tryTake(home.lock())
              .orElseThrow(
                  () ->
                      new PartException(
                          "a dev of %s runs already; Parley.connect() is for that one. End it:"
                                  .formatted(home.folder())
                              + " ./parley dev --stop"));
      try {
        TemporalServer server = TemporalServer.start(Spec.of(home, program), environment);
        // A child in a session of its own: it would go on when this process is told to end.
        Thread hook = new Thread(server::close, "parley-server");
        Runtime.getRuntime().addShutdownHook(hook);
        return with(home, environment, lock, server, hook);
      } catch (PartException e) {
        lock.close();
        throw e;
      }
    }

    private static Kept with(
        Home home,
        Map<String, String> environment,
        ProcessLock lock,
        TemporalServer server,
        Thread hook) {
      Map<String, String> all = InMemory.own(environment, home.storeUrl(), server.spec().address());
      try {
        WorkerApplication worker = InMemory.worker(home, all, List.of());
        return new Kept(lock, server, worker, ParleySettings.of(all), hook);
      } catch (PartException e) {
        server.close();
        throw e;
      }
    }

    /** What runs goes on with the next one on this home. */
    @Override
    public void close() {
      worker.close();
      server.close();
      lock.close();
      try {
        var unused = Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        log.debug("the process ends already", e);
      }
    }
  }
}
