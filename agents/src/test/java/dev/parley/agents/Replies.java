package dev.parley.agents;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What effects come to: each agent's texts in order, then always the same. */
final class Replies implements Function<Step.Effect, HeadDraft> {

  /** What each model call uses and costs. */
  static final Usage USAGE = new Usage(10, 5, 0, 0);

  static final Money COST = new Money(10_000_000);

  private final Map<String, Deque<String>> queues = new HashMap<>();

  Replies of(String agent, String... texts) {
    queues.computeIfAbsent(agent, name -> new ArrayDeque<>()).addAll(List.of(texts));
    return this;
  }

  @Override
  public HeadDraft apply(Step.Effect effect) {
    String agent = effect.agent();
    return switch (effect) {
      case Step.Call call -> {
        String text = next(agent, "something");
        boolean own = call.runsOwnCode() && CodeBlocks.any(text);
        yield HeadDraft.of(agent, own ? Kind.CODE : Kind.TEXT, text).called(USAGE, COST);
      }
      case Step.Run run ->
          HeadDraft.of(agent, Kind.CODE_RESULT, next(agent, "exitcode: 0 (execution succeeded)"));
      case Step.Say say -> HeadDraft.text(agent, Agent.DEFAULT_REPLY);
      case Step.Invoke invoke -> {
        String text = next(agent, "");
        yield text.isEmpty()
            ? HeadDraft.event(Event.SILENT, null).to(agent)
            : HeadDraft.text(agent, text);
      }
      case Step.Summarize sum ->
          HeadDraft.of(agent, Kind.SUMMARY, next(agent, "all in all")).called(USAGE, COST);
      case Step.Ask ask -> HeadDraft.of(agent, Kind.REQUEST, "").request(ask.request());
    };
  }

  private String next(String agent, String otherwise) {
    @Nullable Deque<String> queue = queues.get(agent);
    return queue == null || queue.isEmpty() ? otherwise : queue.removeFirst();
  }
}
