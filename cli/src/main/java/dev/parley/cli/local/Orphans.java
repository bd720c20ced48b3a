package dev.parley.cli.local;

import java.time.Duration;
import java.util.stream.Stream;

/** What a {@code dev} that was killed left running. */
final class Orphans {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private Orphans() {}

  /**
   * Ends the worker and the server of a dead {@code dev}, if they are still the same processes.
   *
   * @return how many there were
   */
  static int end(Home home) {
    return DevState.read(home).filter(state -> !state.alive()).map(Orphans::end).orElse(0);
  }

  private static int end(DevState state) {
    int ended = 0;
    for (ProcessId orphan :
        Stream.of(state.worker(), state.server()).flatMap(Stream::ofNullable).toList()) {
      if (orphan.alive()) {
        orphan.end(PATIENCE);
        ended++;
      }
    }
    return ended;
  }
}
