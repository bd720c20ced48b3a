package dev.parley.agents;

import dev.parley.agents.ConversationState.Over;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides what happens next, from the team and the state alone. */
public final class Conductor {

  /** Ends that nothing follows, not even a summary. */
  private static final Set<String> CUT_SHORT =
      Set.of("stopped", "failed", "budget", "terminated", LoopGuard.REASON);

  private Conductor() {}

  /** The next step of a conversation. */
  public static Step next(Skeleton skeleton, ConversationState state) {
    return decided(skeleton, state)
        .map(end -> over(skeleton, state, end))
        .orElseGet(() -> going(skeleton, state));
  }

  /** Whoever has begun goes on; else the floor says who is next. */
  private static Step going(Skeleton skeleton, ConversationState state) {
    if (LoopGuard.sees(skeleton, state)) {
      return LoopGuard.speak(state);
    }
    if (state.turn() != null) {
      return speak(skeleton, state, state.turn().agent());
    }
    if (state.group() != null) {
      return together(skeleton, state, state.group());
    }
    return switch (Floor.next(skeleton, state)) {
      case Floor.Answer.Speak(var agent) -> speak(skeleton, state, agent);
      case Floor.Answer.Together(var agents) ->
          together(
              skeleton,
              state,
              Group.begin(state.nextSeq(), state.tally().totalTurns() + 1, agents));
      case Floor.Answer.Choose(var eligible) -> choose(skeleton, state, eligible);
      case Floor.Answer.Pick(var eligible) ->
          blocked(skeleton, state)
              .orElseGet(
                  () -> Turns.ask("", state, RequestKind.SPEAKER, null, -1, asked(skeleton)));
      case Floor.Answer.Hand(var who) ->
          blocked(skeleton, state)
              .orElseGet(() -> Turns.ask("", state, RequestKind.HANDOFF, null, -1, who));
      case Floor.Answer.Combine combine ->
          blocked(skeleton, state)
              .orElseGet(() -> new Step.Combine(Intent.aggregate(state.roundStart())));
      case Floor.Answer.Finish finish -> throw new IllegalStateException("the end is decided");
    };
  }

  /**
   * The end of the round if it is certain, whatever is said from now on. An agent's own ending is
   * not: it speaks of the last message, and a person may still say another one.
   */
  static Optional<Over> decided(Skeleton skeleton, ConversationState state) {
    if (state.over() != null) {
      return Optional.of(state.over());
    }
    if (atRest(state)) {
      Optional<Over> reached =
          Ending.reached(skeleton, state.met()).map(reason -> reached(skeleton, state, reason));
      if (reached.isPresent()) {
        return reached;
      }
      if (state.stop() != null) {
        return Optional.of(Over.of("stopped", state.stop(), state.seq()));
      }
    }
    return !state.midTurn() && Floor.next(skeleton, state) instanceof Floor.Answer.Finish finish
        ? Optional.of(Over.of(finish.reason(), state.lastMessage(), state.seq()))
        : Optional.empty();
  }

  /** Between turns, or in a turn that goes on only when a person says so, perhaps never. */
  private static boolean atRest(ConversationState state) {
    return !state.midTurn() || state.hold() != null || !state.open().isEmpty();
  }

  private static Over reached(Skeleton skeleton, ConversationState state, Ending.Reason reason) {
    Condition leaf = Ending.leaves(skeleton.team().termination()).get(reason.leaf());
    boolean asked = leaf instanceof Condition.External || leaf instanceof Condition.StopMessage;
    String by = asked ? state.stop() : state.lastMessage();
    return new Over(reason.reason(), by, state.seq(), reason.leaf());
  }

  private static Step over(Skeleton skeleton, ConversationState state, Over over) {
    int leaf = over.leaf() == null ? -1 : over.leaf();
    Step.End end = new Step.End(over.reason(), leaf, null, over.by());
    return CUT_SHORT.contains(over.reason()) ? end : ended(skeleton, state, end);
  }

  private static Step speak(Skeleton skeleton, ConversationState state, String agent) {
    if (state.hold() != null) {
      return hold(skeleton, state, state.hold());
    }
    return another(skeleton, state, agent)
        .or(() -> blocked(skeleton, state))
        .orElseGet(() -> within(skeleton, state, turn(skeleton, state, agent)));
  }

  private static Step turn(Skeleton skeleton, ConversationState state, String agent) {
    return skeleton.team() instanceof Pattern.SequentialChats chats
        ? Sequence.next(chats, state)
        : Turns.next(skeleton, state, agent);
  }

  /** What nothing goes on before: a pause, an answer of a person. */
  private static Optional<Step> blocked(Skeleton skeleton, ConversationState state) {
    if (state.hold() != null) {
      return Optional.of(hold(skeleton, state, state.hold()));
    }
    return state.open().isEmpty()
        ? Optional.empty()
        : Optional.of(new Step.Wait(state.open().firstEntry().getValue().id()));
  }

  /** Those of whom one may be chosen to speak next; empty: in this team nobody is. */
  public static List<String> eligible(Skeleton skeleton, ConversationState state) {
    if (!(skeleton.team() instanceof Pattern.SelectorGroupChat chat)) {
      return List.of();
    }
    return chat.selector().method() == Selector.Method.FUNCTION
        ? chat.participants()
        : SelectorFloor.eligible(chat, state.lastSpeaker());
  }

  // --- Several at the same time

  /**
   * The next step of each of them. One that waits for a person does not keep the others from going
   * on; an end that one comes to is the end of all.
   */
  private static Step together(Skeleton skeleton, ConversationState state, Group group) {
    if (state.hold() != null) {
      return hold(skeleton, state, state.hold());
    }
    List<Step> steps = steps(skeleton, state, group, group.pending());
    if (steps.stream().noneMatch(Step.Effect.class::isInstance)) {
      steps = steps(skeleton, state, group, group.unfinished());
    }
    Optional<Step> end = steps.stream().filter(Step.End.class::isInstance).findFirst();
    List<Step.Effect> effects =
        steps.stream().filter(Step.Effect.class::isInstance).map(Step.Effect.class::cast).toList();
    if (end.isPresent() || effects.isEmpty()) {
      return end.or(() -> blocked(skeleton, state))
          .orElseThrow(() -> new IllegalStateException("nobody of a group has a step"));
    }
    return new Step.Together(group, affordable(skeleton, state, effects));
  }

  private static List<Step> steps(
      Skeleton skeleton, ConversationState state, Group group, List<String> agents) {
    List<Step> steps = new ArrayList<>();
    for (String agent : agents) {
      ConversationState own = state.alone(group, agent, steps.size());
      steps.add(
          own.open().values().stream().anyMatch(open -> open.agent().equals(agent))
              ? another(skeleton, own, agent).orElseGet(() -> waiting(own, agent))
              : another(skeleton, own, agent)
                  .orElseGet(() -> within(skeleton, own, Turns.next(skeleton, own, agent))));
    }
    return steps;
  }

  private static Step waiting(ConversationState state, String agent) {
    return state.open().values().stream()
        .filter(open -> open.agent().equals(agent))
        .findFirst()
        .<Step>map(open -> new Step.Wait(open.id()))
        .orElseThrow();
  }

  /** No more model calls at once than the budget has left; the others come after them. */
  private static List<Step.Effect> affordable(
      Skeleton skeleton, ConversationState state, List<Step.Effect> effects) {
    Integer calls = skeleton.budget().modelCalls();
    if (calls == null) {
      return effects;
    }
    long left = calls * (1L + state.raises()) - state.tally().totalCalls();
    List<Step.Effect> within = new ArrayList<>();
    for (Step.Effect effect : effects) {
      if (!(effect instanceof Step.Call) || left-- > 0) {
        within.add(effect);
      }
    }
    return within.isEmpty() ? effects : within;
  }

  // --- Choosing

  private static Step choose(Skeleton skeleton, ConversationState state, List<String> eligible) {
    Optional<Step> blocked = blocked(skeleton, state);
    if (blocked.isPresent()) {
      return blocked.get();
    }
    Intent intent = Intent.select(state.floorState().choices() + 1);
    Skeleton.Way.Call way = skeleton.selector();
    if (way != null && exhausted(skeleton, state)) {
      return skeleton.budget().approval() == null
          ? new Step.End("budget", -1, null, Names.PARLEY)
          : Turns.ask("", state, RequestKind.BUDGET, null, -1, List.of());
    }
    return new Step.Select(intent, eligible, way);
  }

  private static List<String> asked(Skeleton skeleton) {
    return skeleton.team() instanceof Pattern.SelectorGroupChat chat
            && !chat.selector().who().isEmpty()
        ? chat.selector().who()
        : List.of("starter");
  }

  /** After an interrupt the starter is asked how it goes on. */
  private static Step hold(
      Skeleton skeleton, ConversationState state, ConversationState.Hold hold) {
    if (hold == ConversationState.Hold.PAUSED || skeleton.version() < 2) {
      return new Step.Hold(hold);
    }
    return state.open().values().stream()
        .filter(open -> open.agent().isEmpty())
        .findFirst()
        .<Step>map(open -> new Step.Wait(open.id()))
        .orElseGet(() -> Turns.ask("", state, RequestKind.HUMAN, null, -1, List.of("starter")));
  }

  /** All calls of one answer are asked about at once, so that nobody waits for another's answer. */
  private static Optional<Step> another(Skeleton skeleton, ConversationState state, String agent) {
    Batch batch = state.turnOf(agent).map(Turn::batch).orElse(null);
    return batch == null ? Optional.empty() : Turns.ask(skeleton.member(agent), state, batch);
  }

  private static Step within(Skeleton skeleton, ConversationState state, Step step) {
    return switch (step) {
      case Step.Call call -> exhausted(skeleton, state) ? budget(skeleton, state, call) : call;
      case Step.End end -> ended(skeleton, state, end);
      case Step.Chat chat -> exhausted(skeleton, state) ? budget(skeleton, state, chat) : chat;
      case Step.Hear hear -> hear;
      case Step.Run run -> run;
      case Step.Say say -> say;
      case Step.Invoke invoke -> invoke;
      case Step.Summarize summarize -> summarize;
      case Step.Ask ask -> ask;
      case Step.CallTools tools -> tools;
      case Step.Tell tell -> tell;
      case Step.Warn warn -> warn;
      case Step.Wait wait -> wait;
      case Step.Hold hold -> hold;
      case Step.Select select -> select;
      case Step.Combine combine -> combine;
      case Step.Hand hand -> hand;
      case Step.Together together -> together;
    };
  }

  private static Step budget(Skeleton skeleton, ConversationState state, Step.Effect call) {
    return skeleton.budget().approval() == null
        ? new Step.End("budget", -1, null, call.agent())
        : Turns.ask(call.agent(), state, RequestKind.BUDGET, null, -1, List.of());
  }

  /** A limit is checked before a call is made: what is spent already must be below it. */
  private static boolean exhausted(Skeleton skeleton, ConversationState state) {
    Budget budget = skeleton.budget();
    Tally tally = state.tally();
    long times = 1L + state.raises();
    Money raised = state.raised() == null ? Money.ZERO : state.raised();
    return (budget.modelCalls() != null && tally.totalCalls() >= budget.modelCalls() * times)
        || (budget.tokens() != null && tally.totalUsage().total() >= budget.tokens() * times)
        || (budget.cost() != null
            && tally.totalCost().compareTo(Money.dollars(budget.cost()).plus(raised)) >= 0);
  }

  /** The end, or first the summary that the team asks for. */
  private static Step ended(Skeleton skeleton, ConversationState state, Step.End end) {
    if (skeleton.summing() != null) {
      return summed(skeleton, state, end, skeleton.summing());
    }
    if (state.summarised()
        || !(skeleton.team() instanceof Pattern.TwoAgentChat chat)
        || !(chat.summary() instanceof Summary.Reflection)
        || exhausted(skeleton, state)) {
      return end;
    }
    return summarize(skeleton, state, List.of(chat.recipient(), chat.initiator())).orElse(end);
  }

  /** A summary that the conversation around this one asks for, or that a function makes. */
  private static Step summed(
      Skeleton skeleton, ConversationState state, Step.End end, Skeleton.Sum sum) {
    if (state.summarised()) {
      return end;
    }
    if (sum.function() != null) {
      Intent intent = Intent.summary(state.roundStart());
      return new Step.Invoke(intent, sum.agents().getFirst(), sum.function());
    }
    return exhausted(skeleton, state) ? end : summarize(skeleton, state, sum.agents()).orElse(end);
  }

  private static Optional<Step> summarize(
      Skeleton skeleton, ConversationState state, List<String> agents) {
    return agents.stream()
        .map(skeleton::member)
        .flatMap(
            member ->
                member.ways().stream()
                    .filter(Skeleton.Way.Call.class::isInstance)
                    .map(way -> summarize(state, member, (Skeleton.Way.Call) way)))
        .findFirst();
  }

  private static Step summarize(
      ConversationState state, Skeleton.Member member, Skeleton.Way.Call way) {
    return new Step.Summarize(Intent.summary(state.roundStart()), member.name(), way);
  }
}
