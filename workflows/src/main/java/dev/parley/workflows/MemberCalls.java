package dev.parley.workflows;

import dev.parley.agents.Batch;
import dev.parley.agents.Step;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;

/** The calls of a batch whose tools are agents or teams: each is a conversation inside this one. */
final class MemberCalls {

  private final ChildChats chats;
  private final List<String> running = new ArrayList<>();

  MemberCalls(ChildChats chats) {
    this.chats = chats;
  }

  /** Starts them; one that cannot be held comes to nothing, as a tool does that fails. */
  void start(Step.CallTools step, EffectCall at, Effects.Store store) {
    for (Batch.Call call : step.batch().calls()) {
      if (call.stand() == Batch.Stand.FREE && call.member()) {
        try {
          Prepared prepared = store.prepare(ToolCalls.task(step, at, call));
          chats.start(prepared.conversation(), prepared.blueprint());
          running.add(prepared.conversation());
        } catch (ActivityFailure e) {
          Workflow.getLogger(MemberCalls.class).debug("a conversation was not prepared");
        }
      }
    }
  }

  /** Whether all are over. */
  boolean areOver() {
    return running.stream().allMatch(chats::hasEnded);
  }

  /** Ends those that run. */
  void stop() {
    running.stream().filter(chat -> !chats.hasEnded(chat)).forEach(chats::stop);
  }
}
