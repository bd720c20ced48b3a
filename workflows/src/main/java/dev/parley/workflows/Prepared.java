package dev.parley.workflows;

/**
 * A conversation inside another one that is in the store and may be started.
 *
 * @param conversation its id
 * @param blueprint digest of its team
 */
public record Prepared(String conversation, String blueprint) {}
