package dev.parley.activities.code;

import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The processes of runs without a container. */
final class Processes {

  private Processes() {}

  /** The command lines of code that runs. */
  static Stream<String> running() {
    return ProcessHandle.allProcesses()
        .map(process -> process.info().commandLine().orElse(""))
        .filter(line -> line.contains("block-1.py"));
  }

  static void awaitRunning() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> running().findAny().isPresent());
  }
}
