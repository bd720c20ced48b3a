package dev.parley.workflows;

import org.jspecify.annotations.Nullable;

/**
 * The first effect of each run.
 *
 * @param conversation the id
 * @param input what the run was started with, without what it carries
 * @param firstRunId the first run of this chain of continuations
 * @param continuedRunId the run that this one continues as new, absent: none
 * @param seq the last entry in the state that the run carries, absent: it carries none
 */
public record Opening(
    String conversation,
    ConversationInput input,
    String firstRunId,
    @Nullable String continuedRunId,
    @Nullable Integer seq) {
  /** Whether the run has the state already. */
  public boolean carried() {
    return seq != null;
  }
}
