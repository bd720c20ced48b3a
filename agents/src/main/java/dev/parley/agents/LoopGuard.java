package dev.parley.agents;

/**
 * Ends circles. The first time the agents are told, in an event that the next of them reads; the
 * second time the round ends, or, where people may raise the budget, the starter is asked.
 */
final class LoopGuard {

  /** The reason of the end. */
  static final String REASON = "loopGuard";

  private static final String WARNING =
      "The last messages say what was said before. Say or do something new: try another way, say"
          + " what is missing, or end as you were told to.";

  private static final String END = "The agents went on in the same circle after the warning.";

  private LoopGuard() {}

  /** Whether something is to be said about a circle before the next turn begins. */
  static boolean sees(Skeleton skeleton, ConversationState state) {
    Integer times = skeleton.budget().repeats();
    return times != null
        && times > 0
        && !state.midTurn()
        && state.hold() == null
        && state.open().isEmpty()
        && state.tally().lately().isCircle(times);
  }

  static Step speak(ConversationState state) {
    String text = state.tally().lately().warned() ? END : WARNING;
    return new Step.Warn(Intent.event("loop", state.nextSeq()), "", text);
  }

  /** Whether an event of the guard is the end, by what was counted before it. */
  static boolean ends(Tally before) {
    return before.lately().warned();
  }
}
