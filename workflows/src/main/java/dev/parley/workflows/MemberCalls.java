package dev.parley.workflows;

import dev.parley.agents.Batch;
import dev.parley.agents.Step;
import io.temporal.failure.ActivityFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        prepared(step, at, call, store)
            .ifPresent(
                prepared -> {
                  chats.start(prepared.conversation(), prepared.blueprint());
                  running.add(prepared.conversation());
                });
      }
    }
  }

  private static Optional<Prepared> prepared(
      Step.CallTools step, EffectCall at, Batch.Call call, Effects.Store store) {
    try {
      return Optional.of(store.prepare(ToolCalls.task(step, at, call)));
    } catch (ActivityFailure nothing) {
      // The store says why, and so does the call's result.
      return Optional.empty();
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
