package dev.parley.workflows;

import dev.parley.agents.Event;
import dev.parley.agents.Step;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Has effects of several agents done at the same time. Each has a place of its own, in the order of
 * the step, and may be done before those in front of it; folded they are in that order, when all
 * places are settled.
 */
final class Together {

  private final Log log;
  private final Lane lane;
  private final Inbox inbox;
  private final ChildChats chats;

  Together(Log log, Lane lane, Inbox inbox, ChildChats chats) {
    this.log = log;
    this.lane = lane;
    this.inbox = inbox;
    this.chats = chats;
  }

  /** One of them, under way. */
  private record Member(EffectCall at, Performer performer, Promise<Void> done) {}

  /** Returns the fixed text of the last failure for good, if there was one. */
  Optional<String> perform(Step.Together step) {
    EffectCall first = log.at(step.effects().getFirst().intent(), "");
    List<Member> members = new ArrayList<>();
    CancellationScope scope = Workflow.newCancellationScope(() -> members.addAll(started(step)));
    scope.run();
    Workflow.await(() -> inbox.hasUrgent() || isOver(members));
    Optional<Signal> cause = isOver(members) ? Optional.empty() : inbox.pollUrgent();
    cause.ifPresent(signal -> cancel(scope, members, signal));
    if (cause.isEmpty()) {
      // What is no failure of an effect is a failure of ours, and fails the workflow task.
      members.forEach(member -> member.done().get());
    }
    lane.store().heads(new Heads(first, members.size())).forEach(log::apply);
    cause.ifPresent(log::take);
    return members.stream()
        .map(member -> member.performer().failure())
        .flatMap(Stream::ofNullable)
        .reduce((earlier, later) -> later);
  }

  private List<Member> started(Step.Together step) {
    List<Member> members = new ArrayList<>();
    for (Step.Effect effect : step.effects()) {
      int ahead = members.size();
      EffectCall at = log.at(effect.intent(), effect.agent()).ahead(ahead, step.group().since());
      // Nobody interrupts one of them: an urgent signal is for all.
      Performer performer =
          new Performer(log.apart(at, ahead), lane.whole(), Inbox.deaf(), chats, false);
      members.add(new Member(at, performer, Async.procedure(() -> performer.perform(effect, at))));
    }
    return members;
  }

  private static boolean isOver(List<Member> members) {
    return members.stream().allMatch(member -> member.done().isCompleted());
  }

  /** What stands already stays; every other place is settled all the same. */
  private void cancel(CancellationScope scope, List<Member> members, Signal cause) {
    scope.cancel("asked for by a person");
    for (Member member : members) {
      var unused =
          Objects.requireNonNull(
              lane.store()
                  .append(
                      new Append(
                          member.at(), new Append.Settled(Event.CANCELLED, cause.by(), null))));
    }
  }
}
