package dev.parley.agents;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code next(team, state) → step}: what happens next. A sealed answer; a workflow carries it out.
 */
public sealed interface Step {

  /** An effect: it writes one entry under its intent. */
  sealed interface Effect extends Step {
    /** Its cause. */
    Intent intent();

    /** The agent whose effect it is. */
    String agent();
  }

  /**
   * An agent calls its model.
   *
   * @param runsOwnCode whether code in the reply is not the end of the turn
   */
  record Call(Intent intent, String agent, Skeleton.Way.Call way, boolean runsOwnCode)
      implements Effect {}

  /** An agent runs the code of the entry at {@code code}; -1: there is none, and it says so. */
  record Run(Intent intent, String agent, Skeleton.Way.Run way, int code) implements Effect {}

  /** An agent says its fixed text. */
  record Say(Intent intent, String agent) implements Effect {}

  /** An agent calls a reply function. */
  record Invoke(Intent intent, String agent, String function) implements Effect {}

  /** A model sums up the round. */
  record Summarize(Intent intent, String agent, Skeleton.Way.Call way) implements Effect {}

  /** A person is asked for an agent's reply. */
  record Ask(Intent intent, String agent, String request, List<String> who) implements Effect {
    public Ask {
      who = List.copyOf(who);
    }
  }

  /** Nothing until the open request is answered. */
  record Wait(String request) implements Step {}

  /** Nothing until a person resumes it. */
  record Hold(ConversationState.Hold why) implements Step {}

  /**
   * The round is over.
   *
   * @param reason see {@link Condition#reason()}, or one of Parley's own
   * @param leaf number of the leaf of the condition, the team's or the agent's own, -1: none
   * @param agent whose own rules it was, absent: the team's
   * @param by who brought it about
   */
  record End(String reason, int leaf, @Nullable String agent, @Nullable String by)
      implements Step {}
}
