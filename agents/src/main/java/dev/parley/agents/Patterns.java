package dev.parley.agents;

import org.jspecify.annotations.Nullable;

/** Patterns with something else in one place. */
final class Patterns {

  private Patterns() {}

  /** The same team, ending otherwise; what is absent stays as it is. */
  static Pattern ending(Pattern team, @Nullable Integer turns, @Nullable Condition until) {
    Integer most = turns == null ? team.maxTurns() : turns;
    Condition end = until == null ? team.termination() : until;
    return switch (team) {
      case Pattern.TwoAgentChat chat ->
          new Pattern.TwoAgentChat(chat.initiator(), chat.recipient(), most, end, chat.summary());
      case Pattern.RoundRobinGroupChat chat ->
          new Pattern.RoundRobinGroupChat(chat.participants(), most, end);
      case Pattern.SelectorGroupChat chat ->
          new Pattern.SelectorGroupChat(
              chat.participants(),
              chat.selector(),
              chat.allowRepeatedSpeaker(),
              chat.transitions(),
              chat.introductions(),
              most,
              end);
      case Pattern.Swarm swarm ->
          new Pattern.Swarm(swarm.participants(), swarm.who(), swarm.policy(), most, end);
      case Pattern.GraphFlow graph ->
          new Pattern.GraphFlow(
              graph.participants(), graph.start(), graph.edges(), graph.joins(), most, end);
      case Pattern.ConcurrentChats chats ->
          new Pattern.ConcurrentChats(
              chats.participants(), chats.rounds(), chats.aggregate(), most, end);
      case Pattern.SequentialChats chats ->
          new Pattern.SequentialChats(chats.sender(), chats.chats(), most, end);
    };
  }
}
