package dev.parley.transcript;

import java.time.Duration;

/**
 * Which processes are alive, as each of them says once a second, in the time of the database. A
 * call that an owner has begun belongs to it while its lease lasts, whatever Temporal believes: so
 * a server that restarts, or a process that stands still for a while, pays nothing twice.
 */
public interface Leases {

  /** How long a lease lasts after it was renewed; a process may stand still for less. */
  Duration LIFE = Duration.ofSeconds(20);

  /** How often an owner renews its lease. */
  Duration BEAT = Duration.ofSeconds(1);

  /** Renews the lease of an owner. */
  void renew(String owner);

  /** Gives a lease up: its owner has ended, or is known to be gone. */
  void release(String owner);

  /** Whether an owner's lease lasts. */
  boolean lasts(String owner);

  /**
   * Takes or keeps a role that one owner at a time has.
   *
   * @return whether the owner has it now, for {@link #LIFE}
   */
  boolean acquire(String role, String owner);

  /**
   * Frees what attempts of dead owners had reserved, where nothing will begin them again: their
   * conversation has ended.
   *
   * @return how many there were
   */
  int sweep();
}
