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
   * @param tools whether it may call tools
   */
  record Call(
      Intent intent, String agent, Skeleton.Way.Call way, boolean runsOwnCode, boolean tools)
      implements Effect {}

  /** An agent runs the code of the entry at {@code code}; -1: there is none, and it says so. */
  record Run(Intent intent, String agent, Skeleton.Way.Run way, int code) implements Effect {}

  /** An agent says its fixed text. */
  record Say(Intent intent, String agent) implements Effect {}

  /** An agent calls a reply function. */
  record Invoke(Intent intent, String agent, String function) implements Effect {}

  /** A model sums up the round. */
  record Summarize(Intent intent, String agent, Skeleton.Way.Call way) implements Effect {}

  /**
   * A conversation of its own begins, or is skipped.
   *
   * @param agent who holds it; of a team of chats, who answers
   * @param nest for an agent's chats: which of its queues
   * @param chat number in that queue, or among the chats of the team
   */
  record Chat(Intent intent, String agent, int nest, int chat) implements Effect {}

  /**
   * What a conversation inside this one has come to is said, once it has ended.
   *
   * @param agent who says it
   * @param last whether it is the agent's reply; else another chat follows
   */
  record Hear(Intent intent, String agent, String conversation, boolean last) implements Effect {}

  /**
   * Somebody is asked.
   *
   * @param agent whose reply, tool or code it is about; empty: nobody's
   * @param call for a tool: the id of its call
   * @param code for code: the seq of the entry that holds it, -1: none
   * @param who for an agent's reply: people, groups, {@code starter}; else the policy says it
   */
  record Ask(
      Intent intent,
      String agent,
      String request,
      RequestKind kind,
      @Nullable String call,
      int code,
      List<String> who)
      implements Effect {
    public Ask {
      who = List.copyOf(who);
    }
  }

  /**
   * Tools are called, all at once; the entry holds their results in the model's order.
   *
   * @param turn number of the turn, from 1
   * @param number of the batch in the turn
   */
  record CallTools(Intent intent, String agent, Batch batch, int turn, int number)
      implements Effect {

    /** The cause of one of the calls. */
    public Intent of(Batch.Call call) {
      return Intent.tool(turn, agent, number, batch.calls().indexOf(call) + 1, call.tries());
    }
  }

  /** An agent says what a decision, or the tools that it has called, came to. */
  record Tell(Intent intent, String agent, int about) implements Effect {}

  /** An agent hands the floor over, after the tools that it has called in the same answer. */
  record Hand(Intent intent, String agent, String to) implements Effect {}

  /**
   * Who speaks next is chosen.
   *
   * @param eligible those who may
   * @param way the model that chooses, absent: a function does
   */
  record Select(Intent intent, List<String> eligible, Skeleton.Way.@Nullable Call way)
      implements Effect {
    public Select {
      eligible = List.copyOf(eligible);
    }

    @Override
    public String agent() {
      return "";
    }
  }

  /** What several agents answered is made one. */
  record Combine(Intent intent) implements Effect {
    @Override
    public String agent() {
      return "";
    }
  }

  /** Effects of several agents, all at once; their entries stand in this order. */
  record Together(Group group, List<Effect> effects) implements Step {
    public Together {
      effects = List.copyOf(effects);
    }
  }

  /** The agents are told, in an event, that they go in a circle; the text is a fixed one. */
  record Warn(Intent intent, String agent, String text) implements Effect {}

  /**
   * Nothing until open requests are answered.
   *
   * @param request the oldest of them
   */
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
