package dev.parley.workflows;

import org.jspecify.annotations.Nullable;

/**
 * The first effect of each run.
 *
 * @param conversation the id
 * @param input what the run was started with, without what it carries
 * @param firstRunId the first run of this chain of continuations
 * @param continuedRunId the run that this one continues as new, absent: none
 * @param carried whether the run has the state already
 */
public record Opening(
    String conversation,
    ConversationInput input,
    String firstRunId,
    @Nullable String continuedRunId,
    boolean carried) {}
