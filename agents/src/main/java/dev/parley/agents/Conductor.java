package dev.parley.agents;

import dev.parley.agents.ConversationState.Over;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Decides what happens next, from the team and the state alone. */
public final class Conductor {

  /** Ends that nothing follows, not even a summary. */
  private static final Set<String> CUT_SHORT = Set.of("stopped", "failed", "budget", "terminated");

  private Conductor() {}

  /** The next step of a conversation. */
  public static Step next(Skeleton skeleton, ConversationState state) {
    return decided(skeleton, state)
        .map(end -> over(skeleton, state, end))
        .orElseGet(() -> speak(skeleton, state, floor(skeleton, state)));
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
    return state.turn() == null && Floor.next(skeleton, state) instanceof Floor.Answer.Finish finish
        ? Optional.of(Over.of(finish.reason(), state.lastMessage(), state.seq()))
        : Optional.empty();
  }

  /** Between turns, or in a turn that goes on only when a person says so, perhaps never. */
  private static boolean atRest(ConversationState state) {
    return state.turn() == null || state.hold() != null || !state.open().isEmpty();
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

  /** Who speaks; a turn that has begun keeps the floor. */
  private static String floor(Skeleton skeleton, ConversationState state) {
    if (state.turn() != null) {
      return state.turn().agent();
    }
    return switch (Floor.next(skeleton, state)) {
      case Floor.Answer.Speak speak -> speak.agent();
      case Floor.Answer.Finish finish -> throw new IllegalStateException("the end is decided");
    };
  }

  private static Step speak(Skeleton skeleton, ConversationState state, String agent) {
    if (state.hold() != null) {
      return hold(skeleton, state, state.hold());
    }
    Optional<Step> another = another(skeleton, state, agent);
    if (another.isPresent()) {
      return another.get();
    }
    if (!state.open().isEmpty()) {
      return new Step.Wait(state.open().firstEntry().getValue().id());
    }
    return within(skeleton, state, Turns.next(skeleton, state, agent));
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
    Batch batch = state.turn() == null ? null : state.turn().batch();
    return batch == null ? Optional.empty() : Turns.ask(skeleton.member(agent), state, batch);
  }

  private static Step within(Skeleton skeleton, ConversationState state, Step step) {
    return switch (step) {
      case Step.Call call -> exhausted(skeleton, state) ? budget(skeleton, state, call) : call;
      case Step.End end -> ended(skeleton, state, end);
      case Step.Run run -> run;
      case Step.Say say -> say;
      case Step.Invoke invoke -> invoke;
      case Step.Summarize summarize -> summarize;
      case Step.Ask ask -> ask;
      case Step.CallTools tools -> tools;
      case Step.Tell tell -> tell;
      case Step.Wait wait -> wait;
      case Step.Hold hold -> hold;
    };
  }

  private static Step budget(Skeleton skeleton, ConversationState state, Step.Call call) {
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
    if (state.summarised()
        || !(skeleton.team() instanceof Pattern.TwoAgentChat chat)
        || !(chat.summary() instanceof Summary.Reflection)
        || exhausted(skeleton, state)) {
      return end;
    }
    return Stream.of(chat.recipient(), chat.initiator())
        .map(skeleton::member)
        .flatMap(
            member ->
                member.ways().stream()
                    .filter(Skeleton.Way.Call.class::isInstance)
                    .map(way -> summarize(state, member, (Skeleton.Way.Call) way)))
        .findFirst()
        .orElse(end);
  }

  private static Step summarize(
      ConversationState state, Skeleton.Member member, Skeleton.Way.Call way) {
    return new Step.Summarize(Intent.summary(state.roundStart()), member.name(), way);
  }
}
