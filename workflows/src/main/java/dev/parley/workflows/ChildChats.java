package dev.parley.workflows;

import dev.parley.agents.ConversationState;
import dev.parley.agents.EntryHead;
import dev.parley.agents.Move;
import dev.parley.agents.Names;
import dev.parley.agents.Step;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.ChildWorkflowStub;
import io.temporal.workflow.SignalExternalWorkflowException;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The conversations inside this one: has them begin, waits for what they come to, and passes on
 * that this one is held or over. They outlive the run that started them, so their end comes as a
 * signal.
 */
final class ChildChats {

  private final String self = Workflow.getInfo().getWorkflowId();
  private final Log log;
  private final Lane lane;
  private final Inbox inbox;
  private final Opened opened;
  private final ConversationInput input;
  private final Set<String> started = new HashSet<>();
  private ConversationState.@Nullable Hold held;

  /**
   * @param carried whether an earlier run has handed on its state, and so has started what runs
   */
  ChildChats(
      Log log, Lane lane, Inbox inbox, Opened opened, ConversationInput input, boolean carried) {
    this.log = log;
    this.lane = lane;
    this.inbox = inbox;
    this.opened = opened;
    this.input = input;
    this.held = log.state().hold();
    if (carried) {
      started.addAll(log.state().inside());
    }
  }

  /** Whether a conversation inside is said to have ended. */
  boolean hasEnded(String chat) {
    return inbox.hasEnded(chat);
  }

  /** Writes that a chat begins, and starts it; or writes that it is skipped. */
  EntryHead begin(EffectCall at, Step.Chat step) {
    EntryHead head = lane.store().chat(new ChatTask(at, step.nest(), step.chat()));
    if (head.intent().equals(at.intent())
        && head.move() instanceof Move.ChatBegun begun
        && begun.conversation() != null
        && begun.blueprint() != null) {
      start(begun.conversation(), begun.blueprint());
    }
    return head;
  }

  /**
   * Waits until a chat has ended, and writes what it came to; or until there is something else to
   * be done.
   *
   * @param place where it is written
   * @param alone whether nothing else happens at the same time: else only the end is waited for
   * @throws ActivityFailure if that could not be written
   */
  void hear(Log place, EffectCall at, Step.Hear step, boolean alone) {
    String chat = step.conversation();
    // Of a conversation that was started again from its entries, the store knows the team.
    start(chat, opened.blueprint());
    Workflow.await(() -> inbox.hasEnded(chat) || (alone && !inbox.isEmpty()));
    if (!inbox.hasEnded(chat)) {
      return;
    }
    try {
      EntryHead head = place.append(at, new Append.Chatted(chat, step.last()));
      if (head.intent().equals(at.intent())) {
        inbox.forget(chat);
      }
    } catch (ActivityFailure e) {
      if (!isAbsent(e)) {
        throw e;
      }
      // Somebody said that it was over, and it is not.
      inbox.forget(chat);
    }
  }

  private static boolean isAbsent(ActivityFailure e) {
    return e.getCause() instanceof ApplicationFailure cause
        && cause.getType().equals(Effects.ABSENT);
  }

  /** Starts a conversation; one that was started before goes on. */
  void start(String id, String blueprint) {
    if (!started.add(id)) {
      return;
    }
    ChildWorkflowStub stub =
        Workflow.newUntypedChildWorkflowStub(ConversationWorkflow.TYPE, options(id));
    String starter = input.starter() == null ? Names.USER : input.starter();
    var unused =
        stub.executeAsync(
            Outcome.class, ConversationInput.inside(self, blueprint, starter, opened.store()));
    try {
      var unusedRun = stub.getExecution().get();
    } catch (ChildWorkflowFailure startedBefore) {
      // Its end comes by itself, and if it was never heard of, the store says so.
      return;
    }
  }

  private ChildWorkflowOptions options(String id) {
    return ChildWorkflowOptions.newBuilder()
        .setWorkflowId(id)
        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
        .setWorkflowTaskTimeout(Duration.ofMillis(opened.settings().workflowTaskMillis()))
        .build();
  }

  // --- What goes for this one goes for those inside it

  /** Passes on that this conversation is held, or goes on. */
  void follow() {
    ConversationState.Hold now = log.state().hold();
    if (now == held) {
      return;
    }
    held = now;
    String word =
        switch (now) {
          case PAUSED -> "pause";
          case INTERRUPTED -> "interrupt";
          case null -> "resume";
        };
    log.state().inside().forEach(chat -> tell(chat, word));
  }

  /** Ends what still runs: nobody waits for it any more. */
  void stop() {
    log.state().inside().forEach(this::stop);
  }

  /** Ends one of them. */
  void stop(String chat) {
    tell(chat, "stop");
  }

  private void tell(String chat, String word) {
    String id = self + "-" + log.state().seq() + "-" + word;
    signal(chat, word, Map.of("id", id, "by", Names.PARLEY));
  }

  /** Tells the conversation around this one, if there is one, that this one is over. */
  void ended() {
    String outer = input.outer();
    if (outer != null) {
      String mail = Inbox.INSIDE + self;
      signal(outer, "childEnded", Map.of("id", mail, "mail", mail));
    }
  }

  private static void signal(String conversation, String name, Map<String, String> body) {
    try {
      Workflow.newUntypedExternalWorkflowStub(conversation).signal(name, body);
    } catch (SignalExternalWorkflowException | ApplicationFailure over) {
      // Or it is not reached: what it must know is in the store.
      return;
    }
  }
}
