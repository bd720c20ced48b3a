package dev.parley.agents;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry with its text before it has a place: what the effects and the store make a head of, by
 * the same rules, in a few lines.
 */
record HeadDraft(
    String author,
    Kind kind,
    String text,
    @Nullable Usage usage,
    @Nullable Money cost,
    boolean opens,
    @Nullable Event event,
    @Nullable String by,
    List<EntryHead.ToolCallHead> calls,
    @Nullable String to,
    @Nullable String request,
    @Nullable Move move) {

  static HeadDraft of(String author, Kind kind, String text) {
    return new HeadDraft(
        author, kind, text, null, null, false, null, null, List.of(), null, null, null);
  }

  static HeadDraft text(String author, String text) {
    return of(author, Kind.TEXT, text);
  }

  static HeadDraft event(Event event, @Nullable String by) {
    return new HeadDraft(
        Names.PARLEY, Kind.EVENT, "", null, null, false, event, by, List.of(), null, null, null);
  }

  HeadDraft called(Usage used, Money spent) {
    return new HeadDraft(
        author, kind, text, used, spent, opens, event, by, calls, to, request, move);
  }

  HeadDraft opening() {
    return new HeadDraft(
        author, kind, text, usage, cost, true, event, by, calls, to, request, move);
  }

  HeadDraft by(String person) {
    return new HeadDraft(
        author, kind, text, usage, cost, opens, event, person, calls, to, request, move);
  }

  HeadDraft to(@Nullable String agent) {
    return new HeadDraft(
        author, kind, text, usage, cost, opens, event, by, calls, agent, request, move);
  }

  HeadDraft request(String id) {
    return new HeadDraft(author, kind, text, usage, cost, opens, event, by, calls, to, id, move);
  }

  HeadDraft tool(String tool) {
    return calls(List.of(new EntryHead.ToolCallHead("c1", tool, "d")));
  }

  HeadDraft move(@Nullable String about, @Nullable Move change) {
    return new HeadDraft(
        author, kind, text, usage, cost, opens, event, by, calls, to, about, change);
  }

  HeadDraft calls(List<EntryHead.ToolCallHead> made) {
    return new HeadDraft(
        author, kind, text, usage, cost, opens, event, by, made, to, request, move);
  }

  EntryHead at(int seq, Intent intent, Questions questions) {
    boolean message = kind.isMessage();
    return new EntryHead(
        seq,
        intent,
        "d" + seq,
        "c" + seq,
        author,
        kind,
        usage,
        cost,
        usage == null ? null : "stop",
        message ? questions.answer(text) : List.of(),
        message && CodeBlocks.any(text),
        opens,
        event,
        by,
        calls,
        to,
        request,
        List.of(),
        move);
  }
}
