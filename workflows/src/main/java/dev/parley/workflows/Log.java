package dev.parley.workflows;

import dev.parley.agents.ConversationState;
import dev.parley.agents.EntryHead;
import dev.parley.agents.Event;
import dev.parley.agents.Fold;
import dev.parley.agents.Intent;
import dev.parley.agents.OpenRequest;
import dev.parley.agents.Skeleton;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import java.util.Optional;

/** The conversation's log as its run sees it: allots places, and folds what stands there. */
class Log {

  private final WorkflowInfo info = Workflow.getInfo();
  private final Opened opened;
  private final Skeleton skeleton;
  private final Effects.Store store;
  private final Clock clock;
  private ConversationState state;

  Log(Opened opened, ConversationState state, Effects.Store store, Clock clock) {
    this.opened = opened;
    this.skeleton = opened.skeleton();
    this.store = store;
    this.clock = clock;
    this.state = state;
  }

  /** All entries so far, folded. */
  ConversationState state() {
    return state;
  }

  /** The number of the next request. */
  int nextRequest() {
    return state.requests() + 1;
  }

  /** How many entries one effect may leave. */
  int room() {
    return Integer.MAX_VALUE;
  }

  /** What is written at one place ahead of others, and folded when all of them stand. */
  Log apart(EffectCall place, int ahead) {
    return new Log(opened, state, store, clock) {
      @Override
      EffectCall at(Intent intent, String agent) {
        return place.because(intent);
      }

      @Override
      EntryHead apply(EntryHead head) {
        return head;
      }

      @Override
      int nextRequest() {
        return super.nextRequest() + ahead;
      }

      @Override
      int room() {
        return 1;
      }
    };
  }

  /** Tells the state how late it is. */
  void elapse() {
    state = state.elapsed(skeleton, clock.activeMillis(), clock.allMillis());
  }

  /** The next place, for an effect. */
  EffectCall at(Intent intent, String agent) {
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
        false,
        false);
  }

  EntryHead append(EffectCall at, Append.What what) {
    return apply(store.append(new Append(at, what)));
  }

  /**
   * Takes the entry that stands at the next place, ours or a foreign one: the log decides the
   * order. One that was applied before changes nothing.
   */
  EntryHead apply(EntryHead head) {
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

  /** Writes a signal down; if another entry took the place, at the next one. */
  void take(Signal signal) {
    Intent intent = Intent.signal(signal.id());
    EntryHead head = append(at(intent, ""), entry(signal));
    while (!head.intent().equals(intent)) {
      head = append(at(intent, ""), entry(signal));
    }
  }

  private Append.What entry(Signal signal) {
    Optional<OpenRequest> question = state.question();
    String request = question.map(OpenRequest::id).orElse(null);
    String agent = question.map(OpenRequest::agent).orElse(null);
    return switch (signal) {
      case Signal.Say say when say.mail() != null ->
          new Append.Mailed(say.mail(), request, agent, false);
      case Signal.Say say ->
          new Append.Typed(
              say.text() == null ? "" : say.text(), say.by(), say.to(), request, agent);
      case Signal.Absent absent -> new Append.Mailed(absent.mail(), request, agent, true);
      case Signal.Decide decide when decide.mail() != null ->
          new Append.Mailed(decide.mail(), request, agent, false);
      case Signal.Decide decide -> new Append.Decided(decide.body());
      case Signal.Change change -> new Append.Changed(change.what(), change.by());
      case Signal.Pause pause -> new Append.Happened(Event.PAUSED, pause.by(), null);
      case Signal.Resume resume -> new Append.Happened(Event.RESUMED, resume.by(), null);
      case Signal.Interrupt stop -> new Append.Happened(Event.INTERRUPTED, stop.by(), null);
      case Signal.Stop stop ->
          new Append.Happened(stop.afterTurn() ? Event.STOP : Event.STOPPED, stop.by(), null);
      case Signal.Refused refused ->
          new Append.Happened(Event.REFUSED, refused.by(), refused.reason());
    };
  }
}
