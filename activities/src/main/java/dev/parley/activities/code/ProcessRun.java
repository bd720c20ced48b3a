package dev.parley.activities.code;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One process tree from its start to its end, by itself or not. */
final class ProcessRun {

  private static final Logger log = LoggerFactory.getLogger(ProcessRun.class);
  private static final int LOOK_MILLIS = 100;
  private static final int KILLED = 137;

  /** How long a killed tree may take to die, and its output to end. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Limits limits;
  private final Output output;
  private final Cancellation cancellation;

  ProcessRun(Limits limits, Output output, Cancellation cancellation) {
    this.limits = limits;
    this.output = output;
    this.cancellation = cancellation;
  }

  /** Starts it and waits for its end. */
  Outcome run(ProcessBuilder builder, Watch watch) throws IOException {
    Process process = builder.redirectErrorStream(true).start();
    try {
      process.getOutputStream().close();
      Thread reader = read(process.getInputStream());
      Outcome outcome = await(process, watch);
      reader.join(PATIENCE);
      return outcome;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      kill(process);
    }
  }

  private Outcome await(Process process, Watch watch) throws InterruptedException {
    long deadline = System.nanoTime() + limits.time().toNanos();
    while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      boolean late = System.nanoTime() - deadline >= 0;
      Optional<String> problem = watch.problem(process.toHandle());
      if (late || problem.isPresent() || cancellation.isCancelled() || output.isFull()) {
        kill(process);
        return new Outcome(KILLED, late && problem.isEmpty(), problem.stream().toList());
      }
    }
    return new Outcome(process.exitValue(), false, List.of());
  }

  private static void kill(Process process) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    // What a process starts between the list and its death is in the next list.
    for (List<ProcessHandle> tree = tree(process);
        !tree.isEmpty() && System.nanoTime() - deadline < 0;
        tree = tree(process)) {
      tree.forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    process.destroyForcibly();
  }

  private static List<ProcessHandle> tree(Process process) {
    return process.descendants().filter(ProcessHandle::isAlive).toList();
  }

  private Thread read(InputStream in) {
    return Thread.ofPlatform().daemon().name("sandbox-output").start(() -> pump(in));
  }

  private void pump(InputStream in) {
    byte[] buffer = new byte[64 * 1024];
    try (in) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        output.add(buffer, read);
      }
    } catch (IOException e) {
      log.debug("the output of a killed run ended: {}", e.toString());
    }
  }
}
