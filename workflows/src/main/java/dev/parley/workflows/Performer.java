package dev.parley.workflows;

import dev.parley.agents.EntryHead;
import dev.parley.agents.Event;
import dev.parley.agents.Gate;
import dev.parley.agents.Intent;
import dev.parley.agents.OpenRequest;
import dev.parley.agents.Skeleton;
import dev.parley.agents.Step;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TimeoutFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Has effects done, one at a time: each leaves an entry at its place, whatever becomes of it. An
 * urgent signal cancels the one that runs.
 */
final class Performer {

  private final Log log;
  private final Lane lane;
  private final Inbox inbox;
  private final ToolCalls tools;
  private final ChildChats chats;
  private final boolean alone;
  private @Nullable String failure;

  /** One whose effects happen one after the other. */
  Performer(Log log, Lane lane, Inbox inbox, ChildChats chats) {
    this(log, lane, inbox, chats, true);
  }

  /** One of one effect among others, or of all. */
  Performer(Log log, Lane lane, Inbox inbox, ChildChats chats, boolean alone) {
    this.alone = alone;
    this.log = log;
    this.lane = lane;
    this.inbox = inbox;
    this.chats = chats;
    this.tools = new ToolCalls(log, lane, inbox, chats);
  }

  /** The fixed text of the last failure for good, if there was one. */
  @Nullable String failure() {
    return failure;
  }

  void perform(Step.Effect effect) {
    perform(effect, log.at(effect.intent(), effect.agent()));
  }

  /** Effects of several agents at the same time. */
  void perform(Step.Together step) {
    new Together(log, lane, inbox, chats).perform(step).ifPresent(text -> failure = text);
  }

  void perform(Step.Effect effect, EffectCall at) {
    switch (effect) {
      case Step.Call call -> {
        EffectCall own = at.withModel(call.runsOwnCode(), call.tools());
        walk(call.way(), own, lane::reply);
      }
      case Step.Summarize sum -> walk(sum.way(), at, lane::summarize);
      case Step.Run run -> {
        EffectCall code = at.withCode(run.code());
        watch(code, lane.run(code, run.way()));
      }
      case Step.Say say -> adopt(at, () -> log.append(at, new Append.Fixed()));
      case Step.Invoke invoke -> adopt(at, () -> lane.store().invoke(at));
      case Step.Ask ask -> adopt(at, () -> log.append(at, asked(ask)));
      case Step.CallTools calls -> tools.perform(calls, at);
      case Step.Warn warn ->
          adopt(at, () -> log.append(at, new Append.Happened(Event.LOOP, null, warn.text())));
      case Step.Chat chat -> adopt(at, () -> chats.begin(at, chat));
      case Step.Hear hear -> hear(at, hear);
      case Step.Tell tell -> adopt(at, () -> log.append(at, new Append.Told(tell.about())));
      case Step.Hand hand -> adopt(at, () -> log.append(at, new Append.Handed(hand.to())));
      case Step.Select select when select.way() != null -> {
        walk(select.way(), at, lane::select);
      }
      case Step.Select select -> adopt(at, () -> lane.store().choose(at));
      case Step.Combine combine -> adopt(at, () -> lane.store().combine(at));
    }
  }

  private void hear(EffectCall at, Step.Hear hear) {
    try {
      chats.hear(log, at, hear, alone);
    } catch (ActivityFailure e) {
      settle(at, e);
    }
  }

  private static Append.Asked asked(Step.Ask ask) {
    return new Append.Asked(
        ask.request(), ask.kind(), ask.call(), ask.code(), ask.who(), Workflow.currentTimeMillis());
  }

  /** Writes what has fallen due about requests. */
  void due(long now) {
    Optional<OpenRequest> open = Gate.due(log.state(), now).findFirst();
    while (open.isPresent()) {
      OpenRequest request = open.get();
      Long deadline = request.deadlineAt();
      boolean over = request.usedUp() || (deadline != null && deadline <= now);
      long at = dueAt(request, now);
      EffectCall place = log.at(Intent.due(request.id(), at), request.agent());
      adopt(
          place, () -> log.append(place, new Append.Due(request.id(), request.level(), at, over)));
      open = Gate.due(log.state(), now).findFirst();
    }
  }

  private static long dueAt(OpenRequest request, long now) {
    Long deadline = request.deadlineAt();
    if (request.usedUp()) {
      return now;
    }
    // What was missed is told once: one reminder stands for all that were due.
    return deadline != null && deadline <= now
        ? deadline
        : request.remindAt().stream().filter(one -> one <= now).max(Long::compare).orElse(now);
  }

  /** A call of the model at a place of a chain. */
  private interface Link {
    Lane.Effect effect(EffectCall at, Skeleton.Way.Call way);
  }

  /**
   * Asks the models of a chain, one after the other, until one answers. All of them write at the
   * same place for the same cause, so that there is one answer whatever becomes of the others.
   */
  private void walk(Skeleton.Way.Call chain, EffectCall first, Link link) {
    EffectCall at = first;
    while (true) {
      try {
        tryOut(at, link.effect(at, chain.at(at.link())));
        return;
      } catch (ActivityFailure e) {
        if (at.link() >= chain.next().size() || !chain.on().contains(word(e))) {
          settle(at, e);
          return;
        }
        at = at.withLink(at.link() + 1);
      }
    }
  }

  /** Why a call failed for good. */
  private static String word(ActivityFailure e) {
    return switch (e.getCause()) {
      case ApplicationFailure application -> application.getType();
      case TimeoutFailure late -> "timeout";
      case null, default -> "";
    };
  }

  private void watch(EffectCall at, Lane.Effect effect) {
    try {
      tryOut(at, effect);
    } catch (ActivityFailure e) {
      settle(at, e);
    }
  }

  /**
   * Waits for an effect; an urgent signal cancels it, and its place is settled all the same.
   *
   * @throws ActivityFailure if it failed for good; its place is still free
   */
  private void tryOut(EffectCall at, Lane.Effect effect) {
    Optional<Supplier<Early>> beginning = effect.beginning();
    if (beginning.isEmpty() || !isOver(at, beginning.get())) {
      join(at, effect.activity());
    }
  }

  /** Has an effect begin inside this workflow task; says whether its place is settled already. */
  private boolean isOver(EffectCall at, Supplier<Early> beginning) {
    return switch (beginning.get()) {
      case Early.Done done -> {
        log.apply(done.head());
        yield true;
      }
      case Early.Running running -> false;
      case Early.Again again -> isCancelledWithin(at, Duration.ofMillis(again.afterMillis()));
    };
  }

  /** Lets the time pass that a provider named; whoever is in a hurry need not wait for it. */
  private boolean isCancelledWithin(EffectCall at, Duration pause) {
    boolean urgent = Workflow.await(pause, inbox::hasUrgent);
    if (urgent) {
      cancel(at);
    }
    return urgent;
  }

  private void join(EffectCall at, Supplier<Promise<EntryHead>> activity) {
    Scoped scoped = new Scoped();
    CancellationScope scope = Workflow.newCancellationScope(() -> scoped.promise = activity.get());
    scope.run();
    Promise<EntryHead> promise = scoped.promise();
    Workflow.await(() -> promise.isCompleted() || inbox.hasUrgent());
    if (promise.isCompleted()) {
      log.apply(promise.get());
      return;
    }
    scope.cancel("asked for by a person");
    cancel(at);
  }

  private void cancel(EffectCall at) {
    Signal cause = inbox.pollUrgent().orElseThrow();
    log.append(at, new Append.Settled(Event.CANCELLED, cause.by(), null));
    log.take(cause);
  }

  /** The promise that a scope hands out. */
  private static final class Scoped {
    private @Nullable Promise<EntryHead> promise;

    Promise<EntryHead> promise() {
      if (promise == null) {
        throw new IllegalStateException("the effect was not started");
      }
      return promise;
    }
  }

  /** What no worker can do, or what fails for good, is a failed effect whatever it is. */
  private void adopt(EffectCall at, Supplier<EntryHead> effect) {
    EntryHead head;
    try {
      head = effect.get();
    } catch (ActivityFailure e) {
      settle(at, e);
      return;
    }
    log.apply(head);
  }

  /** What is nobody's effect has failed for good: words of a person could not be written. */
  void failed(ActivityFailure e) {
    settle(log.at(Intent.event("failed", log.state().nextSeq()), ""), e);
  }

  private void settle(EffectCall at, ActivityFailure e) {
    if (e.getCause() instanceof CanceledFailure) {
      log.append(at, new Append.Settled(Event.CANCELLED, null, null));
      return;
    }
    failure =
        e.getCause() instanceof ApplicationFailure application
            ? application.getOriginalMessage()
            : "the effect did not end in time";
    log.append(at, new Append.Settled(Event.FAILED, null, failure));
  }
}
