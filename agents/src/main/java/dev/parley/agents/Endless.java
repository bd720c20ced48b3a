package dev.parley.agents;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * A team that nothing ends, and what ends it all the same: one rule for team files and for Java.
 */
public final class Endless {

  /** A team that nothing ends gets {@code maxMessages} of this many. */
  public static final int MAX_MESSAGES = 50;

  private Endless() {}

  /**
   * Whether nothing ends a team: neither a condition nor a number of turns, nor a participant by
   * its own rules or by its person.
   */
  public static boolean is(
      @Nullable Condition termination, @Nullable Integer maxTurns, Collection<Agent> participants) {
    return termination == null
        && maxTurns == null
        && participants.stream().noneMatch(Endless::ends);
  }

  /** The condition of a team that nothing else ends. */
  public static Condition limit() {
    return Condition.maxMessages(MAX_MESSAGES);
  }

  private static boolean ends(Agent agent) {
    return agent.termination() != null
        || agent.maxConsecutiveAutoReply() != null
        || agent.way(Reply.AskHuman.class).filter(way -> way.mode() == Human.ALWAYS).isPresent();
  }
}
