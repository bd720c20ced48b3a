package dev.parley.agents;

import java.util.List;

/** How an agent makes its reply: the first way of its chain that applies, one effect at a time. */
final class Turns {

  private Turns() {}

  /** The next effect of an agent's turn, or the end that its own rules ask for. */
  static Step next(Skeleton skeleton, ConversationState state, String agent) {
    Skeleton.Member member = skeleton.member(agent);
    Turn begun = state.turn();
    Turn turn = begun != null && begun.agent().equals(agent) ? begun : Turn.begin(agent);
    Intent intent = Intent.call(state.tally().totalTurns() + 1, agent, turn.calls() + 1);
    if (turn.ownCode() >= 0) {
      return new Step.Run(intent, agent, run(member), turn.ownCode());
    }
    if (turn.from() == 0) {
      Progress progress = state.of(agent);
      boolean limited = limited(member, progress);
      if (member.human() == Human.NEVER && (progress.closed() || limited)) {
        return end(member, state, progress);
      }
    }
    return way(member, state, turn, intent);
  }

  /** The way that brought nothing: asking, if a person was silent, else the reply function. */
  static int current(Skeleton.Member member, Turn turn, boolean person) {
    Class<? extends Skeleton.Way> silent =
        person ? Skeleton.Way.Ask.class : Skeleton.Way.Invoke.class;
    List<Skeleton.Way> ways = member.ways();
    for (int i = turn.from(); i < ways.size(); i++) {
      if (silent.isInstance(ways.get(i))) {
        return i;
      }
    }
    return turn.from();
  }

  private static Step way(
      Skeleton.Member member, ConversationState state, Turn turn, Intent intent) {
    Progress progress = state.of(member.name());
    List<Skeleton.Way> ways = member.ways();
    for (int i = turn.from(); i < ways.size(); i++) {
      boolean last = i == ways.size() - 1;
      switch (ways.get(i)) {
        case Skeleton.Way.Ask ask -> {
          if (asks(ask, member, progress)) {
            return new Step.Ask(
                Intent.request("r" + (state.requests() + 1)),
                member.name(),
                "r" + (state.requests() + 1),
                ask.who());
          }
        }
        case Skeleton.Way.Run run -> {
          if ((progress.code() >= 0 && !turn.reflected()) || last) {
            return new Step.Run(intent, member.name(), run, progress.code());
          }
        }
        case Skeleton.Way.Call call -> {
          return new Step.Call(
              intent, member.name(), call, call.runsOwnCode() && !turn.reflected());
        }
        case Skeleton.Way.Say say -> {
          return new Step.Say(intent, member.name());
        }
        case Skeleton.Way.Invoke invoke -> {
          return new Step.Invoke(intent, member.name(), invoke.function());
        }
      }
    }
    return new Step.End("complete", -1, member.name(), state.lastMessage());
  }

  private static boolean asks(Skeleton.Way.Ask ask, Skeleton.Member member, Progress progress) {
    return switch (ask.mode()) {
      case ALWAYS -> true;
      case TERMINATE -> progress.closed() || limited(member, progress);
      case NEVER -> false;
    };
  }

  private static boolean limited(Skeleton.Member member, Progress progress) {
    Integer max = member.maxConsecutiveAutoReply();
    return max != null && progress.autoReplies() >= max;
  }

  private static Step end(Skeleton.Member member, ConversationState state, Progress progress) {
    if (!progress.closed()) {
      return new Step.End("maxConsecutiveAutoReply", -1, member.name(), member.name());
    }
    Condition leaf = Ending.leaves(member.termination()).get(progress.leaf());
    return new Step.End(leaf.reason(), progress.leaf(), member.name(), state.lastMessage());
  }

  private static Skeleton.Way.Run run(Skeleton.Member member) {
    return member.ways().stream()
        .filter(Skeleton.Way.Run.class::isInstance)
        .map(Skeleton.Way.Run.class::cast)
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(member.name() + " wrote code that it cannot run"));
  }
}
