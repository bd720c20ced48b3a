package dev.parley.cli.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process, told apart from a later one of the same number by its start.
 *
 * @param pid its number
 * @param started when it started, in milliseconds since 1970; 0: unknown
 */
public record ProcessId(long pid, long started) {
  // The system counts starts from its boot, and corrects the time of the boot with its clock.
  private static final long SLACK_MILLIS = 2_000;

  static ProcessId of(ProcessHandle handle) {
    return new ProcessId(
        handle.pid(), handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
  }

  static ProcessId self() {
    return of(ProcessHandle.current());
  }

  /** Reads what {@link #toText} wrote; nothing if it is something else. */
  static Optional<ProcessId> parse(String text) {
    String[] parts = text.strip().split(" ", -1);
    try {
      return parts.length == 2
          ? Optional.of(new ProcessId(Long.parseLong(parts[0]), Long.parseLong(parts[1])))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  String toText() {
    return pid + " " + started;
  }

  /** Whether this very process still runs. One that ended and that nobody reaped does not. */
  public boolean alive() {
    return handle().isPresent();
  }

  Optional<ProcessHandle> handle() {
    return ProcessHandle.of(pid)
        .filter(handle -> handle.isAlive() && isSame(of(handle)) && !reaperMissing());
  }

  /** Asks the process to end, and kills it if it does not within the time. */
  void end(Duration patience) {
    Waiting waiting = Waiting.atMost(patience);
    handle().ifPresent(ProcessHandle::destroy);
    while (alive()) {
      if (!waiting.again(Duration.ofMillis(20))) {
        kill();
        return;
      }
    }
  }

  /** Kills the process (SIGKILL) and waits until it is gone. */
  void kill() {
    handle().ifPresent(ProcessHandle::destroyForcibly);
    Waiting waiting = Waiting.atMost(Duration.ofSeconds(5));
    while (alive() && waiting.again(Duration.ofMillis(10))) {
      // SIGKILL is certain, only not immediate
    }
  }

  private boolean isSame(ProcessId other) {
    return started == 0 || other.started == 0 || Math.abs(started - other.started) <= SLACK_MILLIS;
  }

  /** A zombie: in a container whose first process reaps late or never it keeps number and start. */
  private boolean reaperMissing() {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      String state = stat.substring(stat.lastIndexOf(')') + 1).strip();
      return state.startsWith("Z") || state.startsWith("X");
    } catch (IOException e) {
      return false; // no /proc on this system; and a process that just ended is seen next time
    }
  }
}
