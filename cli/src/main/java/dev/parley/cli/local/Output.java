package dev.parley.cli.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Runs another program to its end and keeps the last lines of what it says. */
final class Output {
  private static final int KEPT = 15;

  private Output() {}

  /**
   * Runs the command.
   *
   * @return its last lines
   * @throws PartException if it cannot be started or ends with another code than 0
   */
  static String run(List<String> command, Map<String, String> environment) {
    return run(command, environment, line -> {});
  }

  /** The same, and each line is shown as it comes. */
  static String run(
      List<String> command, Map<String, String> environment, Consumer<String> eachLine) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = start(builder);
    try {
      process.getOutputStream().close();
      String tail = tail(process, eachLine);
      int code = process.waitFor();
      if (code != 0) {
        throw new PartException(
            String.join(" ", command) + " ended with code " + code + ":\n" + tail);
      }
      return tail;
    } catch (IOException e) {
      throw new PartException("cannot run " + command.getFirst() + " (" + e + ")", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PartException("interrupted while " + command.getFirst() + " ran", e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new PartException(
          "cannot start " + builder.command().getFirst() + ": " + e.getMessage(), e);
    }
  }

  private static String tail(Process process, Consumer<String> eachLine) throws IOException {
    Deque<String> last = new ArrayDeque<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        eachLine.accept(line);
        last.addLast(line);
        if (last.size() > KEPT) {
          last.removeFirst();
        }
      }
    }
    return String.join("\n", last);
  }
}
