package dev.parley.activities.code;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Processes of a run that outlive the one that was started. Bubblewrap tells the exit code before
 * its namespace is dead; the first process in there has the run's folder in its command line, and
 * the kernel ends all others before that one is gone.
 */
final class Leftovers {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration PAUSE = Duration.ofMillis(2);

  private Leftovers() {}

  /** Kills every process that was started with the folder, and waits until none is there. */
  static void end(Path folder) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (List<ProcessHandle> alive = of(folder);
        !alive.isEmpty() && System.nanoTime() - deadline < 0;
        alive = of(folder)) {
      alive.forEach(ProcessHandle::destroyForcibly);
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private static List<ProcessHandle> of(Path folder) {
    return ProcessHandle.allProcesses()
        .filter(
            process ->
                process
                    .info()
                    .commandLine()
                    .filter(line -> line.contains(folder.toString()))
                    .isPresent())
        .toList();
  }
}
