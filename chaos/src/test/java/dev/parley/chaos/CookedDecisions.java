package dev.parley.chaos;

import dev.parley.agents.Choice;
import dev.parley.agents.Entry;
import dev.parley.agents.EntryHead;
import dev.parley.agents.Intent;
import dev.parley.agents.Kind;
import dev.parley.agents.Move;
import dev.parley.agents.Policy;
import dev.parley.agents.RequestKind;
import dev.parley.agents.ToolEffect;
import dev.parley.chaos.DecisionPlan.Call;
import dev.parley.client.Verdict;
import dev.parley.transcript.RequestStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A decision run that never was, as it must be; a test spoils it. A bill was paid although the
 * worker was lost, a seat was booked, a price was looked up twice, and another bill was rejected.
 */
final class CookedDecisions {

  /** What it was to ask. */
  static final DecisionPlan PLAN =
      new DecisionPlan(
          0,
          List.of(
              List.of(call(1, ToolEffect.ONCE), call(2, ToolEffect.IDEMPOTENT)),
              List.of(call(3, ToolEffect.READ), call(4, ToolEffect.ONCE))),
          List.of());

  final List<Entry> entries = new ArrayList<>();
  final List<RequestStore.Request> requests = new ArrayList<>();
  final List<RequestStore.Request> open = new ArrayList<>();
  final List<Counter.Hit> hits = new ArrayList<>();
  final List<Approvers.Told> told = new ArrayList<>();
  String chain = "";
  String end = "textMention";
  boolean lossy = true;

  private static Call call(int number, ToolEffect effect) {
    return new Call(number, effect, 10, new Counter.Pace(0, 0), List.of());
  }

  CookedDecisions() {
    calls(1, 2);
    asked("r1", RequestKind.TOOL, 1);
    asked("r2", RequestKind.TOOL, 2);
    decided("r1", Choice.APPROVE, "m1");
    decided("r2", Choice.APPROVE, "m2");
    asked("r3", RequestKind.IN_DOUBT, 1);
    decided("r3", Choice.HAPPENED, "m3");
    results(result(1, "pay 1: 10 EUR"), result(2, "book 2: 10 EUR"));
    calls(3, 4);
    asked("r4", RequestKind.TOOL, 3);
    asked("r5", RequestKind.TOOL, 4);
    decided("r4", Choice.APPROVE, "m4");
    decided("r5", Choice.REJECT, "m5");
    results(result(3, "look 3: 10 EUR"), result(4, "Not done: rejected by dana: why"));
    add(Kind.TEXT, "turn/1", DecisionRun.AGENT, DecisionRun.LAST, null, null, null);
    for (String id : List.of("r1", "r2", "r3", "r4", "r5")) {
      requests.add(request(id, RequestStore.State.DECIDED));
    }
    hit(1, "k1");
    hit(2, "k2");
    hit(3, "k3");
    hit(3, "k3");
    told.add(told("m1", new Verdict.Taken(entries.getFirst())));
    told.add(told("m9", new Verdict.Refused("dana approved it already")));
  }

  DecisionFacts facts() {
    Optional<String> mistake = chain.isEmpty() ? Optional.empty() : Optional.of(chain);
    return new DecisionFacts(entries, mistake, end, requests, open, hits, told, lossy);
  }

  List<String> broken() {
    return new DecisionInvariants(PLAN, facts()).broken();
  }

  // --- Entries

  void add(
      Kind kind,
      String intent,
      String author,
      String text,
      Entry.@Nullable Detail detail,
      @Nullable String request,
      @Nullable Move move) {
    EntryHead head =
        new EntryHead(
            entries.size(),
            new Intent(intent),
            "",
            "",
            author,
            kind,
            null,
            null,
            null,
            List.of(),
            false,
            false,
            null,
            null,
            List.of(),
            null,
            request,
            List.of(),
            move);
    entries.add(new Entry("cooked", head, Instant.EPOCH, new Entry.Words(text, detail, null)));
  }

  private void calls(int... numbers) {
    List<Entry.ToolCall> calls = new ArrayList<>();
    for (int number : numbers) {
      String tool = Deeds.tool(PLAN.call(number).effect());
      calls.add(new Entry.ToolCall("c" + number, tool, Asked.arguments(number, 10), ""));
    }
    add(
        Kind.TOOL_CALLS,
        "calls/" + entries.size(),
        DecisionRun.AGENT,
        "",
        new Entry.Calling(calls),
        null,
        null);
  }

  void results(Entry.ToolResult... results) {
    add(
        Kind.TOOL_RESULTS,
        "results/" + entries.size(),
        DecisionRun.AGENT,
        "",
        new Entry.Results(List.of(results)),
        null,
        null);
  }

  static Entry.ToolResult result(int number, String text) {
    String tool = Deeds.tool(PLAN.call(number).effect());
    return new Entry.ToolResult("c" + number, tool, text, false, 0, null);
  }

  void asked(String id, RequestKind kind, int number) {
    add(
        Kind.REQUEST,
        "request/" + id,
        DecisionRun.AGENT,
        "",
        new Entry.Asking(
            id,
            kind.wire(),
            List.of("dana"),
            List.of(),
            DecisionRun.AGENT,
            "",
            "c" + number,
            Asked.arguments(number, 10),
            "",
            null,
            null,
            null,
            Policy.Priority.NORMAL),
        id,
        new Move.Asked(kind, "c" + number, List.of(), null, List.of()));
  }

  void decided(String request, Choice choice, String mail) {
    add(
        Kind.DECISION,
        "signal/" + mail,
        "dana",
        "",
        new Entry.Deciding(request, choice, "dana", "said", null, "why", null, null),
        request,
        new Move.Voted(choice, true, 0, List.of(), null, null));
  }

  // --- What is beside them

  void hit(int number, String key) {
    hits.add(new Counter.Hit("cooked", key, PLAN.call(number).effect(), number, 10));
  }

  static Approvers.Told told(String mail, Verdict verdict) {
    return new Approvers.Told("r1", mail, Choice.APPROVE, verdict);
  }

  static RequestStore.Request request(String id, RequestStore.State state) {
    return new RequestStore.Request(
        "cooked",
        "decisions",
        "dana",
        id,
        0,
        RequestKind.TOOL,
        DecisionRun.AGENT,
        List.of("dana"),
        "",
        Policy.Priority.NORMAL,
        state,
        Instant.EPOCH,
        null,
        null,
        null);
  }
}
