package dev.parley.cli.local;

import java.time.Duration;
import java.util.Optional;

/**
 * When something that died is started again: at once after a good life, later and later after quick
 * deaths, and not at all after too many of them in a row.
 */
final class RestartPolicy {
  static final int GIVES_UP_AFTER = 6;
  private static final Duration GOOD_LIFE = Duration.ofSeconds(10);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

  private int quickDeaths;

  /**
   * Something died.
   *
   * @param lived how long it had lived
   * @return how long to wait, empty: it is not worth while
   */
  Optional<Duration> afterDeath(Duration lived) {
    if (lived.compareTo(GOOD_LIFE) >= 0) {
      quickDeaths = 0;
      return Optional.of(Duration.ZERO);
    }
    quickDeaths++;
    if (quickDeaths >= GIVES_UP_AFTER) {
      return Optional.empty();
    }
    // one kill soon after a start is bad luck
    return Optional.of(
        quickDeaths == 1 ? Duration.ZERO : FIRST_PAUSE.multipliedBy(1L << (quickDeaths - 1)));
  }
}
