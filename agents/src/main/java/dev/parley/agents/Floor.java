package dev.parley.agents;

import java.util.List;

/** Who speaks next: one small function for each pattern. */
final class Floor {

  private Floor() {}

  /** What a floor answers. */
  sealed interface Answer {
    /** This agent speaks. */
    record Speak(String agent) implements Answer {}

    /** Nobody does: the team's number of turns is used up. */
    record Finish(String reason) implements Answer {}
  }

  /** The answer of the team's pattern. */
  static Answer next(Skeleton skeleton, ConversationState state) {
    Pattern team = skeleton.team();
    Integer max = team.maxTurns();
    if (max != null && state.tally().turns() >= turns(team, max)) {
      return new Answer.Finish("maxTurns");
    }
    if (state.addressed() != null) {
      return new Answer.Speak(state.addressed());
    }
    return new Answer.Speak(
        switch (team) {
          case Pattern.TwoAgentChat chat -> other(chat, state);
          case Pattern.RoundRobinGroupChat chat -> inOrder(chat.participants(), state);
        });
  }

  /**
   * The turns of agents that a number of turns in a file allows. In a two-agent chat it counts
   * round trips, of which the first begins with the task instead of a turn.
   */
  static int turns(Pattern team, int written) {
    return switch (team) {
      case Pattern.TwoAgentChat chat -> 2 * written - 1;
      case Pattern.RoundRobinGroupChat chat -> written;
    };
  }

  private static String other(Pattern.TwoAgentChat chat, ConversationState state) {
    return chat.recipient().equals(state.lastSpeaker()) ? chat.initiator() : chat.recipient();
  }

  private static String inOrder(List<String> participants, ConversationState state) {
    return participants.get(state.position() % participants.size());
  }
}
