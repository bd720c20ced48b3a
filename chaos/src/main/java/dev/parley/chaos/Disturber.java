package dev.parley.chaos;

import dev.parley.client.ParleyException;
import dev.parley.transcript.ConversationStore.State;
import dev.parley.transcript.TranscriptException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.ResetWorkflowExecutionRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Carries a plan out on one conversation. */
final class Disturber {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int CROWD = 150;

  private final Arena arena;
  private final String id;
  private final Plan plan;
  private final People people;
  private final List<Done> done = new ArrayList<>();
  private final List<String> defects = new ArrayList<>();

  Disturber(Arena arena, String id, Plan plan) {
    this.arena = arena;
    this.id = id;
    this.plan = plan;
    this.people = new People(arena.client(), id);
  }

  /**
   * A blow that was dealt.
   *
   * @param over when all that it hit was there again
   */
  record Done(Blow blow, Instant over) {}

  /** Lets people listen to the conversation before it starts. */
  void prepare() {
    AtomicBoolean burst = new AtomicBoolean(plan.burst() < 0);
    arena
        .model()
        .listen(
            id,
            turn -> {
              plan.lastWords().stream()
                  .filter(word -> word.turn() == turn)
                  .forEach(word -> people.say(word.after()));
              if (turn >= plan.burst() && burst.compareAndSet(false, true)) {
                people.burst(CROWD);
              }
            });
  }

  /** Disturbs it, until the plan or the conversation is at its end. */
  void play() {
    plan.says().forEach(people::say);
    try {
      for (Blow blow : plan.blows()) {
        Waiting.pause(blow.peace());
        if (steady(() -> arena.lab().ended(id))) {
          return;
        }
        deal(blow);
        done.add(new Done(blow, Instant.now()));
      }
    } catch (RuntimeException e) {
      // A run that breaks off is a finding; the runs after it go on.
      defects.add("after %d blows: %s".formatted(done.size(), e));
    }
  }

  /** The blows that were dealt, in their order. */
  List<Done> done() {
    return List.copyOf(done);
  }

  /** What must not happen to who deals blows. */
  List<String> defects() {
    return List.copyOf(defects);
  }

  People people() {
    return people;
  }

  /** Nobody listens any more, and everybody has spoken. */
  void rest() {
    arena.model().listen(id, turn -> {});
    people.await();
  }

  private void deal(Blow blow) {
    switch (blow) {
      case Blow.Kill kill -> arena.kill(kill);
      case Blow.Freeze freeze -> arena.freeze(freeze);
      case Blow.Reset reset -> reset(reset.where());
      case Blow.Terminate terminate -> terminate(terminate.found());
    }
  }

  // --- As by the Temporal UI

  private void reset(double where) {
    // The run may have gone on as a new one, with another history, since it was read.
    Waiting.until("a reset is taken", PATIENCE, () -> isReset(where));
  }

  private boolean isReset(double where) {
    List<HistoryEvent> tasks =
        reaching(() -> RunHistory.read(arena.lab().stubs(), id, "")).events().stream()
            .filter(event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED)
            .toList();
    if (tasks.isEmpty()) {
      return true;
    }
    HistoryEvent to = tasks.get((int) (where * tasks.size()));
    String request = UUID.randomUUID().toString();
    try {
      var unused =
          reaching(
              () ->
                  arena
                      .lab()
                      .stubs()
                      .blockingStub()
                      .resetWorkflowExecution(
                          ResetWorkflowExecutionRequest.newBuilder()
                              .setNamespace(Lab.NAMESPACE)
                              .setWorkflowExecution(
                                  WorkflowExecution.newBuilder().setWorkflowId(id))
                              .setReason("chaos")
                              .setRequestId(request)
                              .setWorkflowTaskFinishEventId(to.getEventId())
                              .build()));
      return true;
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.INVALID_ARGUMENT) {
        return false;
      }
      throw e;
    }
  }

  private void terminate(boolean found) {
    arena.lab().stub(id).terminate("chaos");
    if (found) {
      Waiting.until("the reconciler finds out", PATIENCE, this::foundOut);
    }
    people.insist();
  }

  private boolean foundOut() {
    try {
      return steady(
          () -> {
            var unused = arena.client().reconcile(Duration.ZERO);
            return arena.lab().standing(id).state() != State.RUNNING;
          });
    } catch (ParleyException.ServerAway away) {
      return false; // it was killed a moment ago, and is looked at again
    }
  }

  // --- What may be away for a moment

  /** Reads a store that has just come back: old connections to it are dead. */
  static <T> T steady(Supplier<T> read) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return read.get();
      } catch (TranscriptException.Unavailable away) {
        if (System.nanoTime() > end) {
          throw away;
        }
        Waiting.pause(50);
      }
    }
  }

  private static <T> T reaching(Supplier<T> call) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return call.get();
      } catch (StatusRuntimeException e) {
        boolean away = e.getStatus().getCode() == Status.Code.UNAVAILABLE;
        if (!away || System.nanoTime() > end) {
          throw e;
        }
        Waiting.pause(50);
      }
    }
  }
}
