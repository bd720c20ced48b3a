package dev.parley.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A worker in a JVM of its own, which can be killed with SIGKILL and started again. */
public final class WorkerProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final Path folder;
  private final JavaProgram program;
  private final Child child;
  private final Map<String, String> environment;
  private int lives;

  /**
   * A worker that does not run yet.
   *
   * @param environment its whole configuration
   */
  WorkerProcess(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.program = JavaProgram.packed(folder);
    this.child = new Child(folder.resolve("worker.log"));
    this.environment = Map.copyOf(environment);
  }

  /** Starts it; it takes work a second or two later. */
  public void start() {
    start(Map.of());
  }

  /** Starts it with further variables. */
  void start(Map<String, String> more) {
    start(program.run(WorkerChild.class), more);
  }

  /** Starts it so that its classes are archived when it is asked to end. */
  void startArchiving() {
    start(program.archiving(WorkerChild.class), Map.of());
  }

  private void start(List<String> command, Map<String, String> more) {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(more);
    lives++;
    child.start(folder, command, all);
  }

  /** Waits until the present life takes work. */
  void awaitWorking() {
    Waiting.until("the worker takes work", PATIENCE, () -> working() >= lives || !child.isAlive());
    if (!child.isAlive()) {
      throw new IllegalStateException("the worker ended at once. " + child.tail());
    }
  }

  private long working() {
    return child.output().lines().filter(line -> line.contains(WorkerChild.WORKING)).count();
  }

  /** Asks it to end, and waits. */
  void end() {
    child.end();
  }

  /** Ends it with SIGKILL. */
  public void kill() {
    child.kill();
  }

  /** Where it logs, in all its lives. */
  public Path log() {
    return child.log();
  }

  @Override
  public void close() {
    child.close();
  }
}
