package dev.parley.chaos;

import dev.parley.agents.Choice;
import dev.parley.agents.Entry;
import dev.parley.agents.Entry.Asking;
import dev.parley.agents.Entry.Deciding;
import dev.parley.agents.Entry.ToolCall;
import dev.parley.agents.Entry.ToolResult;
import dev.parley.agents.Intent;
import dev.parley.agents.Kind;
import dev.parley.agents.RequestKind;
import dev.parley.agents.ToolEffect;
import dev.parley.chaos.DecisionPlan.Call;
import dev.parley.client.Verdict;
import dev.parley.transcript.RequestStore;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What must hold of a conversation that asked people before it acted, whatever was done to it.
 *
 * @param plan what it was to ask, and people to decide
 */
record DecisionInvariants(DecisionPlan plan, DecisionFacts facts) {

  /** All that does not hold. */
  List<String> broken() {
    List<String> problems = new ArrayList<>(Invariants.order(facts.entries()));
    facts.chain().ifPresent(problems::add);
    problems.addAll(course());
    problems.addAll(requests());
    plan.calls().forEach(call -> problems.addAll(call(call)));
    facts.hits().stream()
        .filter(hit -> plan.calls().noneMatch(call -> call.number() == hit.number()))
        .forEach(hit -> problems.add("nobody planned %s".formatted(hit)));
    problems.addAll(told());
    return problems;
  }

  // --- Its course

  /** It says and does what it would if nobody disturbed it. */
  private List<String> course() {
    List<String> problems = new ArrayList<>();
    if (!facts.end().equals("textMention")) {
      problems.add("it ended by %s".formatted(facts.end()));
    }
    List<String> due =
        Stream.concat(
                plan.rounds().stream().map(DecisionInvariants::numbers).flatMap(this::twice),
                Stream.of(DecisionRun.LAST))
            .toList();
    List<String> lines = facts.entries().stream().flatMap(this::line).toList();
    if (!lines.equals(due)) {
      problems.add("its course was %s instead of %s".formatted(lines, due));
    }
    return problems;
  }

  private static String numbers(List<Call> calls) {
    return calls.stream()
        .map(call -> "%s %d".formatted(Deeds.tool(call.effect()), call.number()))
        .collect(Collectors.joining(", "));
  }

  private Stream<String> twice(String calls) {
    return Stream.of("calls " + calls, "results of " + calls);
  }

  /** The agent's part of an entry; that of people is up to them. */
  private Stream<String> line(Entry entry) {
    return switch (entry.words().detail()) {
      case Entry.Calling calling ->
          Stream.of(
              calling.calls().stream()
                  .map(call -> call.tool() + " " + Asked.number(call.arguments()))
                  .collect(Collectors.joining(", ", "calls ", "")));
      case Entry.Results results ->
          Stream.of(
              results.results().stream()
                  .map(one -> one.tool() + " " + number(one))
                  .collect(Collectors.joining(", ", "results of ", "")));
      case null, default ->
          entry.kind() == Kind.TEXT && entry.author().equals(DecisionRun.AGENT)
              ? Stream.of(entry.text())
              : Stream.of();
    };
  }

  private int number(ToolResult result) {
    return calls()
        .filter(call -> call.id().equals(result.id()))
        .findFirst()
        .map(call -> Asked.number(call.arguments()))
        .orElse(-1);
  }

  private Stream<ToolCall> calls() {
    return facts.entries().stream()
        .flatMap(
            entry ->
                entry.words().detail() instanceof Entry.Calling calling
                    ? calling.calls().stream()
                    : Stream.of());
  }

  private List<ToolResult> results(int number) {
    return facts.entries().stream()
        .flatMap(
            entry ->
                entry.words().detail() instanceof Entry.Results results
                    ? results.results().stream()
                    : Stream.of())
        .filter(result -> number(result) == number)
        .toList();
  }

  // --- What was asked

  private List<String> requests() {
    List<String> problems = new ArrayList<>();
    facts
        .asked()
        .forEach(
            asking -> {
              int times = facts.decided(asking.id()).size();
              if (times != 1) {
                problems.add("%s was decided %d times".formatted(asking.id(), times));
              }
            });
    facts
        .open()
        .forEach(request -> problems.add("%s is left in the inbox".formatted(request.id())));
    facts.requests().stream()
        .filter(request -> request.state() != RequestStore.State.DECIDED)
        .forEach(
            request ->
                problems.add("the store has %s as %s".formatted(request.id(), request.state())));
    if (facts.requests().size() != facts.asked().count()) {
      problems.add(
          "the store knows %d of %d requests"
              .formatted(facts.requests().size(), facts.asked().count()));
    }
    return problems;
  }

  private List<Asking> asked(int number, RequestKind kind) {
    return facts
        .asked()
        .filter(asking -> asking.kind().equals(kind.wire()))
        .filter(asking -> asking.arguments() != null && Asked.number(asking.arguments()) == number)
        .toList();
  }

  // --- What was done

  private List<String> call(Call call) {
    List<Asking> asked = asked(call.number(), RequestKind.TOOL);
    if (asked.size() != 1) {
      return List.of("call %d was asked about %d times".formatted(call.number(), asked.size()));
    }
    List<String> problems = new ArrayList<>(doubts(call));
    facts.decided(asked.getFirst().id()).stream()
        .limit(1)
        .forEach(decision -> problems.addAll(followed(call, decision)));
    return problems;
  }

  /** A person is asked about an effect only where it must happen once, and can have been lost. */
  private List<String> doubts(Call call) {
    int doubts = asked(call.number(), RequestKind.IN_DOUBT).size();
    boolean due = call.effect() == ToolEffect.ONCE && facts.lossy();
    return doubts > 0 && !due
        ? List.of(
            "%d people were asked in vain whether call %d happened"
                .formatted(doubts, call.number()))
        : List.of();
  }

  private List<String> followed(Call call, Deciding decision) {
    Choice choice = decision.decision();
    int amount =
        choice == Choice.EDIT && decision.arguments() != null
            ? Asked.amount(decision.arguments())
            : call.amount();
    return switch (choice) {
      case APPROVE, EDIT -> {
        List<String> problems = new ArrayList<>(happened(call, amount));
        problems.addAll(answered(call, Counter.receipt(call.effect(), call.number(), amount)));
        yield problems;
      }
      default -> {
        List<String> problems = new ArrayList<>(answered(call, refusal(decision)));
        int hits = facts.hits(call.number()).size();
        if (hits > 0) {
          problems.add("call %d: %s, and it happened".formatted(call.number(), choice.wire()));
        }
        yield problems;
      }
    };
  }

  private static String refusal(Deciding decision) {
    return decision.decision() == Choice.REJECT
        ? "Not done: rejected by %s: %s".formatted(decision.by(), decision.text())
        : String.valueOf(decision.text());
  }

  private List<String> happened(Call call, int amount) {
    List<Counter.Hit> hits = facts.hits(call.number());
    List<String> problems = new ArrayList<>();
    boolean often = call.effect() != ToolEffect.READ;
    if (hits.isEmpty() || (often && hits.size() > 1)) {
      problems.add(
          "call %d, %s, happened %d times under %d keys"
              .formatted(
                  call.number(),
                  call.effect(),
                  hits.size(),
                  hits.stream().map(Counter.Hit::key).distinct().count()));
    }
    hits.stream()
        .filter(hit -> hit.amount() != amount)
        .forEach(
            hit ->
                problems.add(
                    "call %d happened with %d instead of %d"
                        .formatted(call.number(), hit.amount(), amount)));
    return problems;
  }

  private List<String> answered(Call call, String due) {
    return results(call.number()).stream()
        .filter(result -> !result.text().equals(due))
        .map(
            result ->
                "call %d: the model was told \"%s\" instead of \"%s\""
                    .formatted(call.number(), result.text(), due))
        .toList();
  }

  // --- What people were told

  private List<String> told() {
    List<String> problems = new ArrayList<>();
    for (Approvers.Told told : facts.told()) {
      boolean counts =
          facts.entries().stream()
              .filter(entry -> entry.head().intent().equals(Intent.signal(told.mail())))
              .anyMatch(entry -> entry.kind() == Kind.DECISION);
      if (told.verdict() instanceof Verdict.Taken && !counts) {
        problems.add("%s was told that it counts, and it does not".formatted(told));
      }
      if (told.verdict() instanceof Verdict.Refused && counts) {
        problems.add("%s was told that it does not count, and it does".formatted(told));
      }
    }
    return problems;
  }
}
