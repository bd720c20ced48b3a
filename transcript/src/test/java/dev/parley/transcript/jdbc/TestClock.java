package dev.parley.transcript.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that goes on by a millisecond each time it is read, and further when told to. */
final class TestClock implements InstantSource {

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));

  @Override
  public Instant instant() {
    return now.updateAndGet(before -> before.plusMillis(1));
  }

  void advance(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }
}
