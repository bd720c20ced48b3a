package dev.parley.activities.mcp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server that is a process of the worker's. It ends with all processes that it has started. */
final class ServerProcess {

  /** What a server gets of the worker's own environment. */
  static final List<String> INHERITED =
      List.of("PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LC_ALL", "TZ", "TMPDIR", "TERM");

  private static final Logger LOG = LoggerFactory.getLogger(ServerProcess.class);

  /** How long it may take to end by itself once its input is closed, and again once it is told. */
  private static final Duration MANNERS = Duration.ofSeconds(1);

  private final Process process;
  private final LastWords words = new LastWords();
  private final Thread listener;

  private ServerProcess(String name, Process process) {
    this.process = process;
    this.listener =
        Thread.ofPlatform()
            .daemon()
            .name("mcp %s errors".formatted(name))
            .start(() -> words.read(process.getErrorStream()));
  }

  /**
   * Starts a server.
   *
   * @throws IOException if there is no such program
   */
  static ServerProcess start(String name, McpServer.Command how) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(how.command());
    how.folder().ifPresent(folder -> builder.directory(folder.toFile()));
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(INHERITED);
    environment.putAll(how.environment());
    return new ServerProcess(name, builder.start());
  }

  InputStream output() {
    return process.getInputStream();
  }

  OutputStream input() {
    return process.getOutputStream();
  }

  long pid() {
    return process.pid();
  }

  /** How it ended, for people: its exit code and its last words. */
  String end() {
    String code = exitCode().map("exit code %d"::formatted).orElse("it still ran");
    return words.shown().map(said -> code + ", and said: " + said).orElse(code);
  }

  /** Waits a moment, since its streams are closed before it has ended. */
  private Optional<Integer> exitCode() {
    try {
      boolean ended = process.waitFor(MANNERS.toMillis(), TimeUnit.MILLISECONDS);
      boolean unused = listener.join(MANNERS);
      return ended ? Optional.of(process.exitValue()) : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** Ends it: asks by closing its input, then tells, then kills, its children too. */
  void end(boolean patiently) {
    // Who has lost its parent is found no more: they are counted before the first one ends.
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    try {
      input().close();
    } catch (IOException e) {
      LOG.debug("a server's input was closed already");
    }
    if (patiently && allEnded(all, MANNERS)) {
      return;
    }
    all.forEach(ProcessHandle::destroy);
    if (!allEnded(all, MANNERS)) {
      all.forEach(ProcessHandle::destroyForcibly);
    }
  }

  private static boolean allEnded(List<ProcessHandle> all, Duration patience) {
    CompletableFuture<?>[] ends =
        all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
    try {
      var unused = CompletableFuture.allOf(ends).get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException late) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the end of a process cannot be seen", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
