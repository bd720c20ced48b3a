package dev.parley.examples;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/** A command on a real pseudo-terminal of its own, which {@code script} of every Debian makes. */
final class Tty implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final char CTRL_C = 3;
  private static final char CTRL_D = 4;

  private final Process process;
  private final OutputStream keys;
  private final Queue<String> seen = new ConcurrentLinkedQueue<>();
  private int from;

  private Tty(Process process) {
    this.process = process;
    this.keys = process.getOutputStream();
    Thread unused = Thread.ofVirtual().name("screen").start(this::read);
  }

  /** Starts a command in the clone's folder. */
  static Tty of(Map<String, String> environment, String command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("script", "-qefc", "stty cols 100 rows 40; exec " + command, "/dev/null")
            .directory(Clone.ROOT.toFile())
            .redirectErrorStream(true);
    builder.environment().keySet().retainAll(Set.of("PATH", "HOME", "JAVA_HOME", "PARLEY_CACHE"));
    builder.environment().put("TERM", "xterm");
    builder.environment().put("SHELL", "/bin/sh");
    builder.environment().putAll(environment);
    return new Tty(builder.start());
  }

  private void read() {
    byte[] part = new byte[4096];
    try (InputStream screen = process.getInputStream()) {
      for (int n = screen.read(part); n >= 0; n = screen.read(part)) {
        seen.add(new String(part, 0, n, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      seen.add("\n(the screen is gone: %s)".formatted(e.getMessage()));
    }
  }

  /** All that was shown so far, without colours and movements of the cursor. */
  String screen() {
    return String.join("", seen)
        .replaceAll("\u001B\\[[0-?]*[ -/]*[@-~]|\u001B[=>]|\u001B\\].*?\u0007", "")
        .replace("\r", "");
  }

  /** Waits for a text that was not shown before the last one that was waited for. */
  void shows(String text) {
    try {
      await()
          .atMost(PATIENCE)
          .failFast("it has ended", () -> !process.isAlive() && screen().indexOf(text, from) < 0)
          .until(() -> screen().indexOf(text, from) >= 0);
    } catch (ConditionTimeoutException | TerminalFailureException e) {
      throw new AssertionError("not shown: \"%s\" in:\n%s".formatted(text, screen()), e);
    }
    from = screen().indexOf(text, from) + text.length();
  }

  /** Types a line. */
  void types(String line) {
    press(line + "\r");
  }

  void pressesCtrlC() {
    press(String.valueOf(CTRL_C));
  }

  void pressesCtrlD() {
    press(String.valueOf(CTRL_D));
  }

  private void press(String characters) {
    try {
      keys.write(characters.getBytes(StandardCharsets.UTF_8));
      keys.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("nobody reads what is typed:\n" + screen(), e);
    }
  }

  /** Waits for the end; the exit code. */
  int ends() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("it has not ended; shown was:\n" + screen());
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }
}
