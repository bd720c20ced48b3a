package dev.parley.cli.local;

import java.time.Duration;

/**
 * Sees when nobody needs a {@code dev} any more. Leases are files and cheap to look at; the store
 * is asked every two seconds, and at once when the last lease was given back.
 */
final class IdleWatch {
  private static final long STORE_NANOS = Duration.ofSeconds(2).toNanos();

  private final Home home;
  private boolean heldBefore = true;
  private long nextLook = System.nanoTime();

  IdleWatch(Home home) {
    this.home = home;
  }

  boolean looksIdle(OpenConversations open) {
    if (Lease.anyHeld(home)) {
      heldBefore = true;
      return false;
    }
    if (!heldBefore && System.nanoTime() < nextLook) {
      return false;
    }
    heldBefore = false;
    nextLook = System.nanoTime() + STORE_NANOS;
    return !open.any();
  }
}
