package dev.parley.agents;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides what happens next, from the team and the state alone. */
public final class Conductor {

  private Conductor() {}

  /** The next step of a conversation. */
  public static Step next(Skeleton skeleton, ConversationState state) {
    if (state.over() != null) {
      return over(skeleton, state, state.over());
    }
    if (atRest(state)) {
      Optional<Ending.Reason> reached = Ending.reached(skeleton, state.met());
      if (reached.isPresent()) {
        return ended(skeleton, state, end(skeleton, state, reached.get()));
      }
      if (state.stop() != null) {
        return new Step.End("stopped", -1, null, state.stop());
      }
    }
    return switch (floor(skeleton, state)) {
      case Floor.Answer.Finish finish ->
          ended(skeleton, state, new Step.End(finish.reason(), -1, null, by(state)));
      case Floor.Answer.Speak speak -> speak(skeleton, state, speak.agent());
    };
  }

  /** Between turns, or in a turn that goes on only when a person says so, perhaps never. */
  private static boolean atRest(ConversationState state) {
    return state.turn() == null || state.hold() != null || state.request() != null;
  }

  private static Step.End end(Skeleton skeleton, ConversationState state, Ending.Reason reached) {
    Condition leaf = Ending.leaves(skeleton.team().termination()).get(reached.leaf());
    boolean asked = leaf instanceof Condition.External || leaf instanceof Condition.StopMessage;
    String by = asked ? state.stop() : by(state);
    return new Step.End(reached.reason(), reached.leaf(), null, by);
  }

  private static @Nullable String by(ConversationState state) {
    return state.lastMessage();
  }

  private static Step over(
      Skeleton skeleton, ConversationState state, ConversationState.Over over) {
    Step.End end = new Step.End(over.reason(), -1, null, over.by());
    return over.reason().equals("exit") ? ended(skeleton, state, end) : end;
  }

  /** A turn that has begun keeps the floor. */
  private static Floor.Answer floor(Skeleton skeleton, ConversationState state) {
    return state.turn() == null
        ? Floor.next(skeleton, state)
        : new Floor.Answer.Speak(state.turn().agent());
  }

  private static Step speak(Skeleton skeleton, ConversationState state, String agent) {
    if (state.hold() != null) {
      return new Step.Hold(state.hold());
    }
    if (state.request() != null) {
      return new Step.Wait(state.request());
    }
    return within(skeleton, state, Turns.next(skeleton, state, agent));
  }

  private static Step within(Skeleton skeleton, ConversationState state, Step step) {
    return switch (step) {
      case Step.Call call -> exhausted(skeleton, state) ? budget(call.agent()) : call;
      case Step.End end -> ended(skeleton, state, end);
      case Step.Run run -> run;
      case Step.Say say -> say;
      case Step.Invoke invoke -> invoke;
      case Step.Summarize summarize -> summarize;
      case Step.Ask ask -> ask;
      case Step.Wait wait -> wait;
      case Step.Hold hold -> hold;
    };
  }

  private static Step.End budget(String agent) {
    return new Step.End("budget", -1, null, agent);
  }

  /** A limit is checked before a call is made: what is spent already must be below it. */
  private static boolean exhausted(Skeleton skeleton, ConversationState state) {
    Budget budget = skeleton.budget();
    Tally tally = state.tally();
    return (budget.modelCalls() != null && tally.totalCalls() >= budget.modelCalls())
        || (budget.tokens() != null && tally.totalUsage().total() >= budget.tokens())
        || (budget.cost() != null
            && tally.totalCost().compareTo(Money.dollars(budget.cost())) >= 0);
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
