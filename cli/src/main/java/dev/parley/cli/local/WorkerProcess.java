package dev.parley.cli.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A worker in a process and session of its own. */
final class WorkerProcess implements Supervised.Running {
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(8);

  private final Process process;
  private final ProcessId id;

  private WorkerProcess(Process process) {
    this.process = process;
    this.id = ProcessId.of(process.toHandle());
  }

  /** Starts the command; what it prints beside its log, when it breaks, goes to the given file. */
  static WorkerProcess start(
      Home home, List<String> command, Map<String, String> environment, LogFile output) {
    ProcessBuilder builder = new ProcessBuilder(Programs.detached(command, environment));
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.directory(home.folder().toFile());
    builder.redirectErrorStream(true).redirectOutput(output.redirect());
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    try {
      return new WorkerProcess(builder.start());
    } catch (IOException e) {
      throw new PartException("cannot start " + command.getFirst() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public ProcessId id() {
    return id;
  }

  @Override
  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public CompletableFuture<?> onExit() {
    return process.onExit();
  }

  @Override
  public void close() {
    id.end(STOP_PATIENCE);
  }
}
