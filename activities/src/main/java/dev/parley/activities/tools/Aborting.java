package dev.parley.activities.tools;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Blocking work on a thread of its own, for what takes no notice of interrupts: sockets, databases.
 */
public final class Aborting {

  private Aborting() {}

  /**
   * Does the work, and waits no longer than given.
   *
   * @param abort ends the work at once; called when nobody waits for it any more, on the caller's
   *     thread, at most once
   * @throws TimeoutException if it had not ended in time
   * @throws InterruptedException if the caller is interrupted before it has ended
   * @throws ExecutionException with what the work threw
   */
  public static <T> T call(String name, Duration within, Callable<T> work, Runnable abort)
      throws TimeoutException, InterruptedException, ExecutionException {
    FutureTask<T> task = new FutureTask<>(work);
    // A platform thread: drivers hold locks and call native code, which virtual ones are pinned by.
    Thread unusedThread = Thread.ofPlatform().daemon().name(name).start(task);
    boolean over = false;
    try {
      T result = task.get(Math.max(0, within.toMillis()), TimeUnit.MILLISECONDS);
      over = true;
      return result;
    } catch (ExecutionException e) {
      over = true;
      throw e;
    } finally {
      if (!over) {
        abort.run();
        boolean unusedAnswer = task.cancel(true);
      }
    }
  }
}
