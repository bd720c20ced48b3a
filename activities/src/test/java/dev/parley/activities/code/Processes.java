package dev.parley.activities.code;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The processes of runs without a container. */
final class Processes {

  private Processes() {}

  /** The command lines of runs whose temporary folders are in the given one. */
  static Stream<String> running(Path base) {
    return ProcessHandle.allProcesses()
        .map(process -> process.info().commandLine().orElse(""))
        .filter(line -> line.contains(base.toString()));
  }

  static void awaitRunning(Path base) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> running(base).findAny().isPresent());
  }
}
