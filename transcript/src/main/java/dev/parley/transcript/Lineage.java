package dev.parley.transcript;

/**
 * Where a run comes from and what it has seen: so the store tells a reset in the Temporal UI, which
 * goes back to an entry, from a stranger's run.
 *
 * @param firstRunId the first run of its chain of continuations
 * @param chain digest of the last entry that it knows and all before; empty: it knows none
 * @param ahead how many places lie between that entry and the one that is written, because effects
 *     that happen at the same time each have a place of their own
 */
public record Lineage(String firstRunId, String chain, int ahead) {

  /** One that writes right behind what it knows. */
  public Lineage(String firstRunId, String chain) {
    this(firstRunId, chain, 0);
  }

  /** The seq of the last entry that a run knows which writes at a place. */
  int known(int place) {
    return place - 1 - ahead;
  }
}
