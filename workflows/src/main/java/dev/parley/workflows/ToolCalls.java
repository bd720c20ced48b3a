package dev.parley.workflows;

import dev.parley.agents.Batch;
import dev.parley.agents.Intent;
import dev.parley.agents.RequestKind;
import dev.parley.agents.Step;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Has the tools of a batch called, all at once: one activity for each, then one entry for all. A
 * call of which nobody knows whether it happened becomes a question to a person instead.
 */
final class ToolCalls {

  private final Log log;
  private final Lane lane;
  private final Inbox inbox;
  private final ChildChats chats;

  ToolCalls(Log log, Lane lane, Inbox inbox, ChildChats chats) {
    this.log = log;
    this.lane = lane;
    this.inbox = inbox;
    this.chats = chats;
  }

  void perform(Step.CallTools step, EffectCall at) {
    Map<Batch.Call, Promise<ToolEnd>> running = new LinkedHashMap<>();
    CancellationScope scope =
        Workflow.newCancellationScope(() -> running.putAll(started(step, at)));
    scope.run();
    var members = new MemberCalls(chats);
    members.start(step, at, lane.store());
    Workflow.await(() -> inbox.hasUrgent() || areOver(running, members));
    if (areOver(running, members)) {
      finish(step, at, running);
      return;
    }
    scope.cancel("asked for by a person");
    members.stop();
    Signal cause = inbox.pollUrgent().orElseThrow();
    collect(step, at, true, cause.by());
    log.take(cause);
  }

  private static boolean areOver(Map<Batch.Call, Promise<ToolEnd>> running, MemberCalls members) {
    return running.values().stream().allMatch(Promise::isCompleted) && members.areOver();
  }

  static ToolTask task(Step.CallTools step, EffectCall at, Batch.Call call) {
    return new ToolTask(
        at.because(step.of(call)), step.batch().seq(), call.id(), call.decision(), call.digest());
  }

  private Map<Batch.Call, Promise<ToolEnd>> started(Step.CallTools step, EffectCall at) {
    Map<Batch.Call, Promise<ToolEnd>> all = new LinkedHashMap<>();
    for (Batch.Call call : step.batch().calls()) {
      // A tool that there is not makes no activity: its name is a word of the model.
      if (call.stand() == Batch.Stand.FREE && call.effect() != null && !call.member()) {
        all.put(call, lane.tool(task(step, at, call), call));
      }
    }
    return all;
  }

  private void finish(Step.CallTools step, EffectCall at, Map<Batch.Call, Promise<ToolEnd>> ended) {
    List<Batch.Call> doubtful = new ArrayList<>();
    ended.forEach(
        (call, promise) -> {
          if (isInDoubt(promise)) {
            doubtful.add(call);
          }
        });
    if (doubtful.isEmpty()) {
      collect(step, at, false, null);
    }
    // Those for which there is no room are asked about the next time: what they came to is kept.
    for (Batch.Call call : doubtful.subList(0, Math.min(doubtful.size(), log.room()))) {
      String request = "r" + log.nextRequest();
      log.append(
          log.at(Intent.request(request), step.agent()),
          new Append.Asked(
              request,
              RequestKind.IN_DOUBT,
              call.id(),
              -1,
              List.of(),
              Workflow.currentTimeMillis()));
    }
  }

  /** What fails for good has come to nothing that the store keeps: its result will say so. */
  private static boolean isInDoubt(Promise<ToolEnd> promise) {
    try {
      return promise.get().inDoubt();
    } catch (ActivityFailure e) {
      return false;
    }
  }

  private void collect(Step.CallTools step, EffectCall at, boolean cancelled, @Nullable String by) {
    List<Intent> intents = step.batch().calls().stream().map(step::of).toList();
    log.append(at, new Append.Collected(step.batch(), intents, cancelled, by));
  }
}
