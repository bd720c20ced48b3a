package dev.parley.activities;

import dev.parley.agents.Batch;
import dev.parley.agents.Choice;
import dev.parley.agents.Entry;
import dev.parley.agents.Entry.ToolResult;
import dev.parley.agents.Entry.Words;
import dev.parley.agents.Intent;
import dev.parley.agents.Kind;
import dev.parley.agents.Move;
import dev.parley.agents.ToolEffect;
import dev.parley.transcript.Draft;
import dev.parley.transcript.EntryStore.Outcome;
import dev.parley.transcript.EntryStore.Outcome.Status;
import dev.parley.transcript.MailStore;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.TranscriptException;
import dev.parley.workflows.Append;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the tools of a batch came to, as one entry: each call has its result, in their order. */
final class ToolResults {

  private static final String IN_DOUBT = "Error: cancelled; nobody knows whether it has happened.";

  private final Transcript transcript;

  ToolResults(Transcript transcript) {
    this.transcript = transcript;
  }

  Draft collected(Room room, Append.Collected collected) {
    Batch batch = collected.batch();
    List<ToolResult> results = new ArrayList<>();
    for (int i = 0; i < batch.calls().size(); i++) {
      results.add(result(room, collected, batch.calls().get(i), collected.intents().get(i)));
    }
    String text = results.stream().map(ToolResult::text).collect(Collectors.joining("\n"));
    Draft draft =
        Draft.of(
                room.at().agent(),
                Kind.TOOL_RESULTS,
                new Words(text, new Entry.Results(results), null))
            .withCalls(Questioning.heads(batch.calls()));
    List<ChatResult> held = held(room, collected).toList();
    held.forEach(
        chat ->
            transcript
                .mail()
                .close(room.at().conversation(), MailStore.INSIDE + chat.spent().conversation()));
    return held.stream()
        .map(ChatResult::spent)
        .reduce(ToolResults::sum)
        .map(spent -> draft.withMove(null, spent))
        .orElse(draft);
  }

  // --- Agents and teams as tools

  private static Move.ChatEnded sum(Move.ChatEnded one, Move.ChatEnded other) {
    return new Move.ChatEnded(
        one.conversation() + " " + other.conversation(),
        one.calls() + other.calls(),
        one.usage().plus(other.usage()),
        one.cost().plus(other.cost()));
  }

  private Stream<ChatResult> held(Room room, Append.Collected collected) {
    List<Batch.Call> calls = collected.batch().calls();
    return IntStream.range(0, calls.size())
        .filter(i -> calls.get(i).member() && calls.get(i).stand() == Batch.Stand.FREE)
        .mapToObj(i -> held(room, collected.intents().get(i)))
        .flatMap(Optional::stream);
  }

  /** What a conversation came to; absent: it was not held, or is not over. */
  private Optional<ChatResult> held(Room room, Intent intent) {
    String id = ChildConversations.id(room.at().because(intent));
    try {
      return transcript.conversations().standing(id).end() == null
          ? Optional.empty()
          : Optional.of(ChatResult.of(transcript, id));
    } catch (TranscriptException.Unknown none) {
      return Optional.empty();
    }
  }

  private ToolResult result(Room room, Append.Collected collected, Batch.Call call, Intent intent) {
    if (call.stand() == Batch.Stand.ANSWERED
        && room.entry(call.decision()).words().detail() instanceof Entry.Deciding deciding) {
      return decided(call, deciding);
    }
    if (call.member()) {
      return held(room, intent)
          .map(chat -> new ToolResult(call.id(), call.tool(), chat.text(), chat.failed(), 0, null))
          .orElseGet(() -> nothing(collected, call));
    }
    if (call.effect() == null) {
      return failed(call, unknown(room, collected.batch(), call));
    }
    return transcript
        .entries()
        .held(room.at().conversation(), room.at().branch(), intent.key())
        .map(outcome -> kept(call, outcome))
        .orElseGet(
            () ->
                collected.cancelled() && mayHaveHappened(room, call, intent)
                    ? failed(call, IN_DOUBT)
                    : nothing(collected, call));
  }

  /** It runs, or has ended a moment ago: what it did is not for the model to try again. */
  private boolean mayHaveHappened(Room room, Batch.Call call, Intent intent) {
    return call.effect() == ToolEffect.ONCE
        && transcript.entries().attempts(room.at().conversation(), room.at().branch(), intent.key())
            > 0;
  }

  private static ToolResult kept(Batch.Call call, Outcome outcome) {
    boolean doubt = outcome.status() == Status.IN_DOUBT;
    return new ToolResult(
        call.id(),
        call.tool(),
        doubt ? IN_DOUBT : outcome.text(),
        doubt || outcome.error(),
        outcome.millis(),
        outcome.rest());
  }

  private static ToolResult nothing(Append.Collected collected, Batch.Call call) {
    String by = collected.by() == null ? "" : " by " + collected.by();
    return failed(
        call,
        collected.cancelled()
            ? "Error: cancelled" + by + " before it ended."
            : "Error: it came to nothing.");
  }

  private static ToolResult failed(Batch.Call call, String text) {
    return new ToolResult(call.id(), call.tool(), text, true, 0, null);
  }

  private static String unknown(Room room, Batch batch, Batch.Call call) {
    String wanted = room.call(batch.seq(), call.id()).map(Entry.ToolCall::tool).orElse(call.tool());
    String known =
        room
            .agent(room.at().agent())
            .flatMap(agent -> agent.way(dev.parley.agents.Reply.CallModel.class))
            .stream()
            .flatMap(way -> way.tools().stream())
            .collect(Collectors.joining(", "));
    return "Error: there is no tool called \"%s\"; there are: %s.".formatted(wanted, known);
  }

  private static ToolResult decided(Batch.Call call, Entry.Deciding deciding) {
    String words = deciding.text() == null ? "" : deciding.text();
    String text =
        switch (deciding.decision()) {
          case REJECT -> rejected(call, deciding, words);
          case HAPPENED -> words.isEmpty() ? "It has happened." : words;
          case NOT_HAPPENED ->
              "Error: it has not happened" + (words.isEmpty() ? "." : ": " + words);
          case RESPOND, APPROVE, EDIT, DELEGATE, RETRY -> words;
        };
    boolean error =
        deciding.decision() == Choice.REJECT || deciding.decision() == Choice.NOT_HAPPENED;
    return new ToolResult(call.id(), call.tool(), text, error, 0, null);
  }

  private static String rejected(Batch.Call call, Entry.Deciding deciding, String words) {
    String not = call.person() ? "Not answered: " : "Not done: ";
    if (deciding.proof().equals("policy")) {
      return not + (call.person() ? "nobody did in time." : "nobody approved it in time.");
    }
    return "%s%s%s"
        .formatted(
            not,
            call.person() ? deciding.by() + " declined" : "rejected by " + deciding.by(),
            words.isEmpty() ? "." : ": " + words);
  }

  /** What an agent says of the tools that it has called, or of a decision about its code. */
  static String told(Entry about) {
    if (about.words().detail() instanceof Entry.Deciding deciding) {
      String words = deciding.text() == null ? "" : deciding.text();
      return deciding.decision() == Choice.RESPOND
          ? words
          : "The code was not run: %s rejected it%s"
              .formatted(deciding.by(), words.isEmpty() ? "." : ": " + words);
    }
    return about.text();
  }
}
