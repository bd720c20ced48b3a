package dev.parley.workflows;

/**
 * Entries that effects which happened at the same time have left.
 *
 * @param at the first place
 * @param count how many places
 */
public record Heads(EffectCall at, int count) {}
