package dev.parley.workflows;

import dev.parley.agents.Conductor;
import dev.parley.agents.ConversationState;
import dev.parley.agents.EntryHead;
import dev.parley.agents.Event;
import dev.parley.agents.Fold;
import dev.parley.agents.Intent;
import dev.parley.agents.Skeleton;
import dev.parley.agents.Step;
import dev.parley.agents.Tally;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.ContinueAsNewOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The course of a conversation: folds entries, asks what is next, has it done. Signals are taken
 * between effects, the urgent ones during them. A change in the order of commands needs a version
 * gate: golden histories are replayed in every build.
 */
final class Course {

  /** A run continues as new beyond one of these, so that neither length nor strangers end it. */
  private static final int MAX_EVENTS = 1_000;

  private static final long MAX_BYTES = 512 * 1024;
  private static final int MAX_SIGNALS = 250;

  private final WorkflowInfo info = Workflow.getInfo();
  private final ConversationInput input;
  private final Opened opened;
  private final Skeleton skeleton;
  private final Inbox inbox;
  private final Lane lane;
  private final Clock clock;
  private final Board board;
  private final int turnsBefore;
  private ConversationState state;
  private String word = "running";
  private @Nullable String speaker;
  private @Nullable String failure;

  Course(
      ConversationInput input,
      Opened opened,
      ConversationInput.Carried carried,
      Inbox inbox,
      Lane lane) {
    this.input = input;
    this.opened = opened;
    this.skeleton = opened.skeleton();
    this.inbox = inbox;
    this.lane = lane;
    this.state = carried.state();
    this.clock = new Clock(carried.activeMillis(), carried.allMillis());
    this.board = new Board(opened.settings().searchAttributes());
    this.turnsBefore = state.tally().totalTurns();
  }

  Outcome run() {
    while (true) {
      drain();
      if (tooLong()) {
        continueAsNew();
      }
      state = state.elapsed(skeleton, clock.activeMillis(), clock.allMillis());
      Step step = Conductor.next(skeleton, state);
      if (step instanceof Step.End end) {
        return close(end);
      }
      act(step);
    }
  }

  // --- Steps

  private void act(Step step) {
    switch (step) {
      case Step.Effect effect -> perform(effect);
      case Step.Wait wait -> rest("waiting");
      case Step.Hold hold -> rest("paused");
      case Step.End end -> throw new IllegalStateException("an end is no act");
    }
  }

  private void rest(String how) {
    show(how, null);
    clock.await(skeleton, () -> !inbox.isEmpty());
  }

  private void perform(Step.Effect effect) {
    show("running", effect.agent());
    EffectCall at = at(effect.intent(), effect.agent());
    switch (effect) {
      case Step.Call call -> {
        EffectCall own = at.withOwnCode(call.runsOwnCode());
        watch(own, () -> lane.reply(own, call.way()));
      }
      case Step.Summarize sum -> watch(at, () -> lane.summarize(at, sum));
      case Step.Run run -> {
        EffectCall code = at.withCode(run.code());
        watch(code, () -> lane.run(code, run.way()));
      }
      case Step.Say say -> append(at, new Append.Fixed());
      case Step.Invoke invoke -> invoke(at);
      case Step.Ask ask -> append(at, new Append.Asked(ask.request(), ask.who()));
    }
  }

  /** A function that no worker has, or that fails for good, is a failed effect like any other. */
  private void invoke(EffectCall at) {
    try {
      apply(lane.store().invoke(at));
    } catch (ActivityFailure e) {
      settle(at, e);
    }
  }

  private EffectCall at(Intent intent, String agent) {
    return new EffectCall(
        info.getWorkflowId(),
        opened.store(),
        opened.blueprint(),
        "main",
        state.nextSeq(),
        intent,
        state.chain(),
        agent,
        -1,
        info.getFirstExecutionRunId(),
        false);
  }

  /** Waits for an effect; an urgent signal cancels it, and its place is settled all the same. */
  private void watch(EffectCall at, Supplier<Promise<EntryHead>> effect) {
    Running running = new Running();
    CancellationScope scope = Workflow.newCancellationScope(() -> running.promise = effect.get());
    scope.run();
    Promise<EntryHead> promise = running.promise();
    Workflow.await(() -> promise.isCompleted() || inbox.hasUrgent());
    if (promise.isCompleted()) {
      adopt(at, promise);
      return;
    }
    Signal cause = inbox.pollUrgent().orElseThrow();
    scope.cancel("asked for by a person");
    append(at, new Append.Settled(Event.CANCELLED, cause.by(), null));
    take(cause);
  }

  /** The promise that a scope hands out. */
  private static final class Running {
    private @Nullable Promise<EntryHead> promise;

    Promise<EntryHead> promise() {
      if (promise == null) {
        throw new IllegalStateException("the effect was not started");
      }
      return promise;
    }
  }

  private void adopt(EffectCall at, Promise<EntryHead> promise) {
    try {
      apply(promise.get());
    } catch (ActivityFailure e) {
      settle(at, e);
    }
  }

  private void settle(EffectCall at, ActivityFailure e) {
    if (e.getCause() instanceof CanceledFailure) {
      append(at, new Append.Settled(Event.CANCELLED, null, null));
      return;
    }
    failure =
        e.getCause() instanceof ApplicationFailure application
            ? application.getOriginalMessage()
            : "the effect did not end in time";
    append(at, new Append.Settled(Event.FAILED, null, failure));
  }

  private EntryHead append(EffectCall at, Append.What what) {
    return apply(lane.store().append(new Append(at, what)));
  }

  /**
   * Takes the entry that stands at the next place, ours or a foreign one: the log decides the
   * order. One that was applied before changes nothing.
   */
  private EntryHead apply(EntryHead head) {
    if (head.seq() > state.nextSeq()) {
      throw new IllegalStateException(
          "entry %d came where entry %d was due".formatted(head.seq(), state.nextSeq()));
    }
    if (head.seq() == state.nextSeq()) {
      state = Fold.apply(skeleton, state, head);
      if (head.opens()) {
        clock.restart();
      }
    }
    return head;
  }

  private Outcome close(Step.End end) {
    Outcome outcome =
        lane.store()
            .close(
                new Closing(
                    at(Intent.event("end", state.seq()), end.agent() == null ? "" : end.agent()),
                    end,
                    state.tally().humanInputs(),
                    failure,
                    "inline".equals(input.answer())));
    board.end(state);
    return outcome;
  }

  // --- Signals

  private void drain() {
    Optional<Signal> signal = inbox.poll();
    while (signal.isPresent()) {
      take(signal.get());
      signal = inbox.poll();
    }
  }

  /** Writes a signal down; if another entry took the place, at the next one. */
  private void take(Signal signal) {
    Intent intent = Intent.signal(signal.id());
    EntryHead head = append(at(intent, ""), entry(signal));
    while (!head.intent().equals(intent)) {
      head = append(at(intent, ""), entry(signal));
    }
  }

  private Append.What entry(Signal signal) {
    String request = state.request();
    String agent = request == null || state.turn() == null ? null : state.turn().agent();
    return switch (signal) {
      case Signal.Say say when say.mail() != null -> new Append.Mailed(say.mail(), request, agent);
      case Signal.Say say ->
          new Append.Typed(
              say.text() == null ? "" : say.text(), say.by(), say.to(), request, agent);
      case Signal.Pause pause -> new Append.Happened(Event.PAUSED, pause.by(), null);
      case Signal.Resume resume -> new Append.Happened(Event.RESUMED, resume.by(), null);
      case Signal.Interrupt stop -> new Append.Happened(Event.INTERRUPTED, stop.by(), null);
      case Signal.Stop stop ->
          new Append.Happened(stop.afterTurn() ? Event.STOP : Event.STOPPED, stop.by(), null);
      case Signal.Refused refused ->
          new Append.Happened(Event.REFUSED, refused.by(), refused.reason());
    };
  }

  // --- The run

  private boolean tooLong() {
    int limit = opened.settings().continueAfterTurns();
    // Read anew each time: the info of the constructor's time stands still.
    WorkflowInfo now = Workflow.getInfo();
    return now.getHistoryLength() >= MAX_EVENTS
        || now.getHistorySize() >= MAX_BYTES
        || now.isContinueAsNewSuggested()
        || inbox.received() >= MAX_SIGNALS
        || (limit > 0 && state.tally().totalTurns() - turnsBefore >= limit);
  }

  private void continueAsNew() {
    ContinueAsNewOptions options =
        ContinueAsNewOptions.newBuilder()
            .setWorkflowTaskTimeout(Duration.ofMillis(opened.settings().workflowTaskMillis()))
            .build();
    Workflow.continueAsNew(
        ConversationWorkflow.TYPE,
        options,
        input.carrying(
            opened.blueprint(),
            opened.store(),
            new ConversationInput.Carried(state, clock.activeMillis(), clock.allMillis())));
  }

  // --- What people see

  private void show(String how, @Nullable String who) {
    word = how;
    speaker = who;
    board.show(skeleton, state, how, who);
  }

  Status status() {
    Tally tally = state.tally();
    return new Status(
        word,
        skeleton.name(),
        speaker,
        state.seq() + 1,
        tally.totalTurns(),
        tally.totalCalls(),
        tally.totalUsage().input(),
        tally.totalUsage().output(),
        tally.totalCost().dollars().toPlainString());
  }

  Pending pending() {
    ConversationState.Hold hold = state.hold();
    return new Pending(state.request(), hold == null ? null : hold.name());
  }
}
