package dev.parley.activities.code;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does a run on a thread that is never interrupted. An interrupt in the middle of a request to an
 * engine would leave open whether a container was made, and with it who removes it; so the
 * interrupted caller asks the run to end and waits until it has cleaned up.
 */
final class Supervised {

  private static final Logger log = LoggerFactory.getLogger(Supervised.class);

  /** How long a cancelled run may take to clean up before its caller goes on without it. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private Supervised() {}

  /**
   * Does the run and returns its result.
   *
   * @throws SandboxCancelled if the calling thread is interrupted
   */
  static RunResult run(Job job, Function<Cancellation, RunResult> body) {
    var cancellation = new Cancellation();
    var task = new FutureTask<>(() -> body.apply(cancellation));
    // A platform thread: bubblewrap's processes die with the thread that started them, and a
    // virtual thread's carrier may end at any time.
    Thread.ofPlatform().daemon().name("sandbox-run").start(task);
    try {
      return task.get();
    } catch (InterruptedException e) {
      cancellation.cancel();
      awaitEnd(job, task);
      throw new SandboxCancelled();
    } catch (ExecutionException e) {
      throw failure(e);
    }
  }

  private static void awaitEnd(Job job, FutureTask<RunResult> task) {
    try {
      task.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).close();
    } catch (ExecutionException | CancellationException e) {
      log.debug("the cancelled run of {} {} ended", job.conversation(), job.intent());
    } catch (TimeoutException e) {
      log.warn(
          "the cancelled run of {} {} has not ended after {}",
          job.conversation(),
          job.intent(),
          PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static RuntimeException failure(ExecutionException failed) {
    return switch (failed.getCause()) {
      case Error error -> throw error;
      case RuntimeException runtime -> runtime;
      case null, default -> new SandboxFailed("The run failed: " + failed, failed);
    };
  }
}
