package dev.parley.cli.local;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Something that is to run all the time: started, watched, started again. One thread's. */
final class Supervised {
  private final String name;
  private final LogFile log;
  private final Supplier<Running> starter;
  private final Runnable onDeath;
  private final RestartPolicy policy = new RestartPolicy();
  private Optional<Running> running = Optional.empty();
  private long startedNanos;
  private long dueNanos;
  private boolean deathSeen = true;

  /** A started one. */
  interface Running extends AutoCloseable {
    ProcessId id();

    boolean isAlive();

    CompletableFuture<?> onExit();

    /** Ends it and frees what it had; nothing happens if it is dead. */
    @Override
    void close();
  }

  Supervised(String name, LogFile log, Supplier<Running> starter, Runnable onDeath) {
    this.name = name;
    this.log = log;
    this.starter = starter;
    this.onDeath = onDeath;
  }

  Optional<ProcessId> process() {
    return running.filter(Running::isAlive).map(Running::id);
  }

  /**
   * Starts it for the first time.
   *
   * @throws PartException if that fails
   */
  void start() {
    Running next = starter.get();
    running = Optional.of(next);
    startedNanos = System.nanoTime();
    deathSeen = false;
    var unused = next.onExit().thenRun(onDeath);
  }

  /**
   * Looks after it.
   *
   * @return whether it was started again just now
   * @throws PartException if it died too often
   */
  boolean look() {
    log.trim();
    if (running.filter(Running::isAlive).isPresent()) {
      return false;
    }
    if (!deathSeen) {
      noteDeath();
    }
    return System.nanoTime() >= dueNanos && revive();
  }

  private void noteDeath() {
    deathSeen = true;
    running.ifPresent(Running::close);
    long lived = System.nanoTime() - startedNanos;
    dueNanos =
        System.nanoTime()
            + policy
                .afterDeath(Duration.ofNanos(lived))
                .orElseThrow(() -> new PartException(givenUp("")))
                .toNanos();
  }

  private boolean revive() {
    try {
      start();
      return true;
    } catch (PartException e) {
      dueNanos =
          System.nanoTime()
              + policy
                  .afterDeath(Duration.ZERO)
                  .orElseThrow(() -> new PartException(givenUp(e.getMessage()), e))
                  .toNanos();
      return false;
    }
  }

  private String givenUp(String why) {
    String lines = why.isEmpty() ? log.tail(0) : why;
    return "the %s ended %d times at once; last it said:\n%s\nIts log is %s"
        .formatted(name, RestartPolicy.GIVES_UP_AFTER, lines, log.file());
  }

  void end() {
    running.ifPresent(Running::close);
    running = Optional.empty();
  }
}
