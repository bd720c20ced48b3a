package dev.parley.cli;

import dev.parley.agents.Entry;
import dev.parley.agents.Intent;
import dev.parley.agents.Kind;
import dev.parley.cli.local.DevInfo;
import dev.parley.cli.local.DevLauncher;
import dev.parley.cli.local.ProcessId;
import dev.parley.transcript.Transcript;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The demo's crash: kills the worker in the middle of the model call that follows the first run,
 * which the store shows to have begun, and waits until another worker has begun it again.
 */
final class DemoCrash {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofMillis(5);
  private static final String BRANCH = "main";

  private final Transcript transcript;
  private final DevLauncher launcher;
  private final String conversation;
  private final Notice notice;
  private boolean done;

  /** Prints a line of the demo's own. */
  @FunctionalInterface
  interface Notice {
    void print(char mark, String text);
  }

  DemoCrash(Transcript transcript, DevLauncher launcher, String conversation, Notice notice) {
    this.transcript = transcript;
    this.launcher = launcher;
    this.conversation = conversation;
    this.notice = notice;
  }

  /** Kills the worker if this entry is the first run's result. */
  void after(Entry entry) {
    if (done || entry.kind() != Kind.CODE_RESULT) {
      return;
    }
    done = true;
    Intent second = Intent.call(entry.seq() + 1, "coder", 1);
    Optional<ProcessId> worker = launcher.current().flatMap(DevInfo::worker);
    boolean begun = await(() -> attempts(second) > 0);
    if (worker.isEmpty() || !begun) {
      notice.print('·', "there was no worker to kill: this time without a crash");
      return;
    }
    long killed = System.nanoTime();
    kill(worker.get());
    notice.print('✗', "worker killed (kill -9, pid %d)".formatted(worker.get().pid()));
    boolean again = await(() -> attempts(second) > 1);
    double seconds = (System.nanoTime() - killed) / 1e9;
    if (again) {
      notice.print(
          '✓',
          String.format(
              Locale.ROOT,
              "worker %s took over after %.1f s; nothing asked twice",
              successor(worker.get()),
              seconds));
    }
  }

  private int attempts(Intent intent) {
    return transcript.entries().attempts(conversation, BRANCH, intent.key());
  }

  private static void kill(ProcessId worker) {
    try {
      Process kill =
          new ProcessBuilder("kill", "-9", Long.toString(worker.pid())).inheritIO().start();
      var unused = kill.waitFor();
    } catch (IOException e) {
      // No such command: Java's own way sends the same signal.
      ProcessHandle.of(worker.pid()).ifPresent(ProcessHandle::destroyForcibly);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String successor(ProcessId killed) {
    return launcher
        .current()
        .flatMap(DevInfo::worker)
        .filter(worker -> worker.pid() != killed.pid())
        .map(worker -> Long.toString(worker.pid()))
        .orElse("another");
  }

  private static boolean await(BooleanSupplier happened) {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!happened.getAsBoolean()) {
      if (System.nanoTime() > until || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
    return true;
  }
}
