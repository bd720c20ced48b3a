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

  /** What a model says that calls tools: one that only reads, one that a person must approve. */
  static final String CALL = "CALL";

  /** What a model says that hands the floor to the one who is named behind it. */
  static final String HAND = "HAND ";

  private static final List<EntryHead.ToolCallHead> CALLS =
      List.of(
          new EntryHead.ToolCallHead("c1", "search", "d1", ToolEffect.READ, null, 0),
          new EntryHead.ToolCallHead("c2", "refund", "d2", ToolEffect.ONCE, "payments", 0));

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
        if (call.tools() && text.equals(CALL)) {
          yield HeadDraft.of(agent, Kind.TOOL_CALLS, "").calls(CALLS).called(USAGE, COST);
        }
        if (text.startsWith(HAND)) {
          yield HeadDraft.of(agent, Kind.HANDOFF, "")
              .to(text.substring(HAND.length()))
              .called(USAGE, COST);
        }
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
      case Step.CallTools tools -> HeadDraft.of(agent, Kind.TOOL_RESULTS, "");
      case Step.Hand hand -> HeadDraft.of(agent, Kind.HANDOFF, "").to(hand.to());
      case Step.Select select -> {
        String text = next(agent, select.eligible().getFirst());
        yield HeadDraft.event(Event.SELECTED, null)
            .to(select.eligible().contains(text) ? text : null);
      }
      case Step.Combine combine -> HeadDraft.of(Names.PARLEY, Kind.SUMMARY, "both");
      case Step.Tell tell -> HeadDraft.text(agent, "told");
      case Step.Warn warn -> HeadDraft.event(Event.LOOP, null);
      case Step.Chat chat -> {
        String text = next(agent, "inside");
        String id = text.isEmpty() ? null : text;
        yield HeadDraft.event(Event.CHAT, null)
            .to(agent)
            .move(null, new Move.ChatBegun(id, "sha256:x", chat.nest(), chat.chat()));
      }
      case Step.Hear hear ->
          (hear.last()
                  ? HeadDraft.text(agent, next(agent, "heard"))
                  : HeadDraft.event(Event.CHATTED, null).to(agent))
              .move(null, new Move.ChatEnded(hear.conversation(), 1, USAGE, COST));
      case Step.Ask ask ->
          HeadDraft.of(agent.isEmpty() ? Names.PARLEY : agent, Kind.REQUEST, "")
              .move(ask.request(), asked(ask));
    };
  }

  private static Move asked(Step.Ask ask) {
    return new Move.Asked(
        ask.kind(), ask.call(), List.of(new Move.Stage(List.of("dana"), 1)), null, List.of());
  }

  private String next(String agent, String otherwise) {
    @Nullable Deque<String> queue = queues.get(agent);
    return queue == null || queue.isEmpty() ? otherwise : queue.removeFirst();
  }
}
