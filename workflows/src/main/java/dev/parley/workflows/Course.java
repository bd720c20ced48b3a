package dev.parley.workflows;

import static java.util.stream.Collectors.joining;

import dev.parley.agents.Conductor;
import dev.parley.agents.ConversationState;
import dev.parley.agents.Intent;
import dev.parley.agents.Skeleton;
import dev.parley.agents.Step;
import dev.parley.agents.Tally;
import io.temporal.workflow.ContinueAsNewOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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

  private final ConversationInput input;
  private final Opened opened;
  private final Skeleton skeleton;
  private final Inbox inbox;
  private final Lane lane;
  private final Clock clock;
  private final Board board;
  private final Log log;
  private final ChildChats chats;
  private final Performer performer;
  private final Reception reception;
  private final int turnsBefore;
  private final List<String> late = new ArrayList<>();
  private String word = "running";
  private @Nullable String speaker;

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
    this.clock = new Clock(carried.activeMillis(), carried.allMillis());
    this.board = new Board(opened.settings().searchAttributes());
    this.log = new Log(opened, carried.state(), lane.store(), clock);
    this.chats = new ChildChats(log, lane, inbox, opened, input, input.carried() != null);
    this.performer = new Performer(log, lane, inbox, chats);
    this.reception =
        new Reception(inbox, log, performer, Workflow.getInfo().getOriginalExecutionRunId());
    this.turnsBefore = carried.state().tally().totalTurns();
  }

  Outcome run() {
    while (true) {
      reception.drain();
      chats.follow();
      performer.due(Workflow.currentTimeMillis());
      if (tooLong()) {
        var unused = reception.settle();
        if (inbox.isEmpty()) {
          continueAsNew();
        }
        continue;
      }
      log.elapse();
      Step step = Conductor.next(skeleton, log.state());
      if (step instanceof Step.End end) {
        if (reception.settle()) {
          continue;
        }
        Outcome outcome = close(end);
        if (outcome.mail().isEmpty()) {
          return over(outcome);
        }
        // Their signal was refused, or never sent: nobody would begin a run for them.
        outcome.mail().forEach(inbox::mail);
        late.addAll(outcome.mail());
        continue;
      }
      act(step);
    }
  }

  // --- Steps

  private void act(Step step) {
    switch (step) {
      case Step.Effect effect -> {
        show("running", effect.agent());
        performer.perform(effect);
      }
      case Step.Together together -> {
        show("running", together.effects().stream().map(Step.Effect::agent).collect(joining(", ")));
        performer.perform(together);
      }
      case Step.Wait wait -> rest("waiting");
      case Step.Hold hold -> rest("paused");
      case Step.End end -> throw new IllegalStateException("an end is no act");
    }
  }

  private void rest(String how) {
    show(how, null);
    Optional<Long> dueAt =
        log.state().open().values().stream()
            .flatMap(open -> Stream.ofNullable(open.dueAt()))
            .min(Long::compare);
    clock.await(skeleton, dueAt, () -> !inbox.isEmpty());
  }

  private Outcome close(Step.End end) {
    ConversationState state = log.state();
    return lane.store()
        .close(
            new Closing(
                log.at(Intent.event("end", state.seq()), end.agent() == null ? "" : end.agent()),
                end,
                state.tally().humanInputs(),
                performer.failure(),
                "inline".equals(input.answer()),
                late));
  }

  private Outcome over(Outcome outcome) {
    board.end(log.state());
    chats.stop();
    chats.ended();
    return outcome;
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
        || (limit > 0 && log.state().tally().totalTurns() - turnsBefore >= limit);
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
            new ConversationInput.Carried(
                log.state(), clock.activeMillis(), clock.allMillis(), inbox.remembered())));
  }

  // --- What people see

  private void show(String how, @Nullable String who) {
    word = how;
    speaker = who;
    board.show(skeleton, log.state(), how, who);
  }

  Status status() {
    ConversationState state = log.state();
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
    ConversationState state = log.state();
    ConversationState.Hold hold = state.hold();
    return new Pending(List.copyOf(state.open().values()), hold == null ? null : hold.name());
  }
}
