package dev.parley.transcript;

/**
 * Where a run comes from and what it has seen: so the store tells a reset in the Temporal UI, which
 * goes back to an entry, from a stranger's run.
 *
 * @param firstRunId the first run of its chain of continuations
 * @param chain digest of the last entry that it knows and all before; empty: it knows none
 */
public record Lineage(String firstRunId, String chain) {}
