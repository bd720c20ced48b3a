package dev.parley.activities.mcp;

import java.time.Duration;

/** How long to wait before a server that keeps ending is started again. */
final class Backoff {

  private static final long FIRST = 500;
  private static final long MOST = 30_000;

  /** What has lived as long as this has not failed, it has ended. */
  private static final Duration LIFE = Duration.ofSeconds(10);

  private int failures;
  private long until = System.nanoTime();

  /** It did not start, or has ended after such a life. */
  void ended(Duration life) {
    if (life.compareTo(LIFE) >= 0) {
      failures = 0;
      until = System.nanoTime();
      return;
    }
    long millis = Math.min(MOST, FIRST << Math.min(failures, 10));
    failures++;
    until = System.nanoTime() + Duration.ofMillis(millis).toNanos();
  }

  /** How long it is until the next start. */
  Duration remaining() {
    return Duration.ofNanos(Math.max(0, until - System.nanoTime()));
  }
}
