package dev.parley.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A child process that can be killed and started again; it dies with this process. */
final class Child implements AutoCloseable {

  private static final List<String> HARMLESS = List.of("PATH", "HOME", "LANG", "TZ", "USER");
  private static final int PATIENCE_SECONDS = 10;

  private final Path log;
  private final Thread reaper = new Thread(this::kill, "reaper");
  private @Nullable Process process;

  /**
   * A child that does not run yet.
   *
   * @param log where its output goes, that of all its lives
   */
  Child(Path log) {
    this.log = log;
    Runtime.getRuntime().addShutdownHook(reaper);
  }

  /** Starts it with these variables and the harmless ones of this process. */
  synchronized void start(Path folder, List<String> command, Map<String, String> environment) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().retainAll(HARMLESS);
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command.getFirst(), e);
    }
  }

  /** Ends it with SIGKILL and waits until it is gone. */
  synchronized void kill() {
    Process running = process;
    if (running == null) {
      return;
    }
    var unused = running.destroyForcibly();
    awaitEnd(running);
    process = null;
  }

  private static void awaitEnd(Process running) {
    try {
      if (!running.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("process %d survived SIGKILL".formatted(running.pid()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops it where it stands, as a machine that swaps or a debugger does; see {@link #thaw}. */
  synchronized void freeze() {
    send("STOP");
  }

  /** Lets it go on. */
  synchronized void thaw() {
    send("CONT");
  }

  private void send(String signal) {
    Process running = process;
    if (running != null) {
      Signals.send(signal, List.of(running.pid()));
    }
  }

  /** Bytes of memory that it has, as the kernel counts them; 0: it does not run. */
  synchronized long memory() {
    Process running = process;
    return running == null ? 0 : Signals.memory(running.pid());
  }

  synchronized boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** All that it has written so far. */
  String output() {
    try {
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + log, e);
    }
  }

  /** The last lines that it wrote, for messages. */
  String tail() {
    List<String> lines = output().lines().toList();
    return lines.stream()
        .skip(Math.max(0, lines.size() - 30))
        .collect(Collectors.joining("\n", "The last lines of " + log.getFileName() + ":\n", ""));
  }

  Path log() {
    return log;
  }

  @Override
  public void close() {
    kill();
    var unused = Runtime.getRuntime().removeShutdownHook(reaper);
  }
}
