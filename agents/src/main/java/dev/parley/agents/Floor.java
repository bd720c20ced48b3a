package dev.parley.agents;

import java.util.List;

/** Who speaks next: one small function for each pattern. */
final class Floor {

  private Floor() {}

  /** What a floor answers. */
  sealed interface Answer {
    /** This agent speaks. */
    record Speak(String agent) implements Answer {}

    /** These speak at the same time. */
    record Together(List<String> agents) implements Answer {}

    /** One of these speaks; a model, or a function on the workers, says which. */
    record Choose(List<String> eligible) implements Answer {}

    /** A person is asked which of these speaks. */
    record Pick(List<String> eligible) implements Answer {}

    /** A person is asked, to whom an agent has handed the floor. */
    record Hand(List<String> who) implements Answer {}

    /** What they have answered is made one. */
    record Combine() implements Answer {}

    /** Nobody does: the turns are used up, or the pattern has come to its end. */
    record Finish(String reason) implements Answer {}
  }

  /** Why a pattern ends that has come to its end. */
  static final Answer COMPLETE = new Answer.Finish("complete");

  /** The answer of the team's pattern. */
  static Answer next(Skeleton skeleton, ConversationState state) {
    Pattern team = skeleton.team();
    if (team instanceof Pattern.SequentialChats chats && Sequence.isOver(chats, state)) {
      return COMPLETE;
    }
    Integer max = team.maxTurns();
    if (max != null && state.tally().turns() >= turns(team, max)) {
      return new Answer.Finish("maxTurns");
    }
    if (state.addressed() != null) {
      return new Answer.Speak(state.addressed());
    }
    return switch (team) {
      case Pattern.TwoAgentChat chat -> new Answer.Speak(other(chat, state));
      case Pattern.RoundRobinGroupChat chat ->
          new Answer.Speak(inOrder(chat.participants(), state));
      case Pattern.SelectorGroupChat chat -> SelectorFloor.next(chat, state);
      case Pattern.Swarm swarm -> swarm(swarm, state.floorState());
      case Pattern.GraphFlow graph -> together(GraphFloor.ready(graph, state.floorState()));
      case Pattern.ConcurrentChats chats -> concurrent(chats, state);
      case Pattern.SequentialChats chats -> new Answer.Speak(chats.chats().getFirst().recipient());
    };
  }

  /**
   * The turns of agents that a number of turns in a file allows. In a two-agent chat it counts
   * round trips, of which the first begins with the task instead of a turn.
   */
  static int turns(Pattern team, int written) {
    return team instanceof Pattern.TwoAgentChat ? 2 * written - 1 : written;
  }

  /** What the pattern remembers after an agent has finished its turn with an entry. */
  static FloorState spoke(Pattern team, FloorState before, EntryHead last) {
    return switch (team) {
      case Pattern.TwoAgentChat chat -> before;
      case Pattern.RoundRobinGroupChat chat -> before;
      case Pattern.SequentialChats chats -> before;
      case Pattern.SelectorGroupChat chat -> before.spoke();
      case Pattern.Swarm swarm -> handed(swarm, before, last);
      case Pattern.GraphFlow graph -> GraphFloor.spoke(graph, before, last);
      case Pattern.ConcurrentChats chats ->
          last.author().equals(aggregator(chats)) && before.round() == chats.rounds()
              ? before.rounds(before.round() + 1)
              : before;
    };
  }

  /** What the pattern remembers after all that spoke at the same time have finished. */
  static FloorState allSpoke(Pattern team, FloorState before) {
    return team instanceof Pattern.ConcurrentChats ? before.rounds(before.round() + 1) : before;
  }

  private static String other(Pattern.TwoAgentChat chat, ConversationState state) {
    return chat.recipient().equals(state.lastSpeaker()) ? chat.initiator() : chat.recipient();
  }

  private static String inOrder(List<String> participants, ConversationState state) {
    return participants.get(state.position() % participants.size());
  }

  // --- Swarm

  private static Answer swarm(Pattern.Swarm swarm, FloorState floor) {
    if (floor.asks()) {
      return new Answer.Hand(swarm.who());
    }
    String holder = floor.holder();
    return new Answer.Speak(holder == null ? swarm.participants().getFirst() : holder);
  }

  /** A handoff to somebody who is not there leaves the floor where it is. */
  private static FloorState handed(Pattern.Swarm swarm, FloorState before, EntryHead last) {
    String to = last.kind() == Kind.HANDOFF ? last.to() : null;
    if (to != null && swarm.participants().contains(to)) {
      return before.held(to, false);
    }
    return before.held(last.author(), Names.USER.equals(to));
  }

  // --- Concurrent chats

  private static Answer concurrent(Pattern.ConcurrentChats chats, ConversationState state) {
    int round = state.floorState().round();
    if (round < chats.rounds()) {
      return together(chats.participants());
    }
    return switch (chats.aggregate()) {
      case Aggregate.ByAgent by when round == chats.rounds() -> new Answer.Speak(by.agent());
      case Aggregate.ByAgent by -> COMPLETE;
      case Aggregate.Majority majority -> combined(state);
      case Aggregate.All all -> combined(state);
      case Aggregate.ByFunction by -> combined(state);
    };
  }

  private static Answer combined(ConversationState state) {
    return state.summarised() ? COMPLETE : new Answer.Combine();
  }

  private static String aggregator(Pattern.ConcurrentChats chats) {
    return chats.aggregate() instanceof Aggregate.ByAgent by ? by.agent() : "";
  }

  private static Answer together(List<String> agents) {
    return switch (agents.size()) {
      case 0 -> COMPLETE;
      case 1 -> new Answer.Speak(agents.getFirst());
      default -> new Answer.Together(agents);
    };
  }
}
