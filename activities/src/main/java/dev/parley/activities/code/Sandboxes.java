package dev.parley.activities.code;

import dev.parley.agents.Executor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The sandboxes of a worker. Which ones there are is found out when they are first needed; one that
 * is missing is looked for again a little later.
 */
public final class Sandboxes implements AutoCloseable {

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

  private final SandboxSettings settings;
  private final Scratch scratch;
  private final Probe<DockerSandbox> docker;
  private final Probe<BubblewrapSandbox> bubblewrap;

  /**
   * @param owner token of this process: names what it leaves if it is killed; letters, digits and .
   *     _ : @ -
   */
  public Sandboxes(SandboxSettings settings, String owner) {
    this.settings = settings;
    this.scratch = new Scratch(settings.scratch(), owner);
    this.docker =
        new Probe<>(() -> new DockerSandbox(Engine.probe(), settings, scratch), LOOK_AGAIN);
    this.bubblewrap = new Probe<>(() -> BubblewrapSandbox.probe(scratch), LOOK_AGAIN);
  }

  /** What the worker allows. */
  public SandboxSettings settings() {
    return settings;
  }

  /**
   * The sandbox for an executor: exactly the one it names, or else Docker, else bubblewrap, never
   * local.
   *
   * @throws SandboxMissing if it is not there; the message names the remedy
   * @throws SandboxRefused if it is {@code local} and the worker has not switched that on
   */
  public Sandbox pick(Executor executor) {
    Executor.Type named = executor.type();
    return named == null ? first(executor) : exactly(named);
  }

  private Sandbox exactly(Executor.Type type) {
    return switch (type) {
      case DOCKER -> docker.get();
      case BUBBLEWRAP -> bubblewrap.get();
      case LOCAL -> local();
    };
  }

  private Sandbox local() {
    if (!settings.localEnabled()) {
      throw new SandboxRefused(
          "executor: local runs code without any protection; this worker has not switched it on in"
              + " its configuration. Use docker or bubblewrap.");
    }
    return new LocalSandbox(scratch);
  }

  private Sandbox first(Executor executor) {
    try {
      return docker.get();
    } catch (SandboxMissing noDocker) {
      if (executor.image() != null || !executor.packages().isEmpty() || executor.network()) {
        throw new SandboxMissing(
            "image, packages and network need docker. " + noDocker.getMessage(), noDocker);
      }
      return fallback(noDocker);
    }
  }

  private Sandbox fallback(SandboxMissing noDocker) {
    try {
      return bubblewrap.get();
    } catch (SandboxMissing neither) {
      throw new SandboxMissing(noDocker.getMessage() + " " + neither.getMessage(), neither);
    }
  }

  /**
   * Removes containers and temporary folders that killed processes left; for the start of a worker.
   *
   * @param alive which owners still run; this process does anyway
   * @return how many were removed
   */
  public int removeOrphans(Predicate<String> alive) {
    int folders = scratch.removeOrphans(alive);
    try {
      return folders + docker.get().removeOrphans(alive);
    } catch (SandboxMissing e) {
      // Without an engine there is no container either.
      return folders;
    }
  }

  @Override
  public void close() {
    docker.ifFound(DockerSandbox::close);
  }

  /** Looks for something once if it is there, and not too often if it is not. */
  private static final class Probe<S> {
    private final Supplier<S> look;
    private final Duration lookAgain;
    private final List<S> found = new ArrayList<>(1);
    private final List<SandboxMissing> missing = new ArrayList<>(1);
    private long missedAt;

    Probe(Supplier<S> look, Duration lookAgain) {
      this.look = look;
      this.lookAgain = lookAgain;
    }

    synchronized S get() {
      if (!found.isEmpty()) {
        return found.getFirst();
      }
      if (!missing.isEmpty() && System.nanoTime() - missedAt < lookAgain.toNanos()) {
        throw missing.getFirst();
      }
      try {
        found.add(look.get());
        return found.getFirst();
      } catch (SandboxMissing e) {
        missing.clear();
        missing.add(e);
        missedAt = System.nanoTime();
        throw e;
      }
    }

    synchronized void ifFound(Consumer<S> action) {
      found.forEach(action);
    }
  }
}
