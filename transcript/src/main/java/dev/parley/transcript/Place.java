package dev.parley.transcript;

import dev.parley.agents.Intent;
import org.jspecify.annotations.Nullable;

/**
 * Where an effect writes and what it is the effect of.
 *
 * @param conversation id of the conversation
 * @param branch {@link #MAIN}, or the name of a branch
 * @param seq the seq that the workflow allotted
 * @param intent the cause; with conversation and branch the identity of the effect
 * @param runId the Temporal run that writes
 * @param lineage where that run comes from; absent: an unknown run is refused
 */
public record Place(
    String conversation,
    String branch,
    int seq,
    Intent intent,
    String runId,
    @Nullable Lineage lineage) {

  /** The branch that every conversation begins with. */
  public static final String MAIN = "main";

  /** The seq of the last entry that the run knows. */
  public int known() {
    return lineage == null ? seq - 1 : lineage.known(seq);
  }

  /** A place that only a known run may write to. */
  public Place(String conversation, String branch, int seq, Intent intent, String runId) {
    this(conversation, branch, seq, intent, runId, null);
  }
}
