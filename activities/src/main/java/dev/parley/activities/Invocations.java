package dev.parley.activities;

import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Entry;
import dev.parley.agents.Entry.Words;
import dev.parley.agents.EntryHead;
import dev.parley.agents.Event;
import dev.parley.agents.Kind;
import dev.parley.agents.Pattern;
import dev.parley.agents.Reply;
import dev.parley.agents.Summary;
import dev.parley.transcript.Draft;
import dev.parley.transcript.EntryStore.Appended;
import dev.parley.transcript.EntryStore.AttemptFailure;
import dev.parley.transcript.EntryStore.Begun;
import dev.parley.transcript.EntryStore.Settling;
import dev.parley.transcript.Place;
import dev.parley.transcript.Transcript;
import dev.parley.workflows.EffectCall;
import java.util.List;
import java.util.Optional;

/** Calls reply functions: one that has replied is not called again for the same reply. */
final class Invocations {

  private static final String SUMMARY = "summary/";

  private final Transcript transcript;
  private final Shelf shelf;
  private final Functions functions;
  private final Ownership ownership;

  Invocations(Transcript transcript, Shelf shelf, Functions functions, Ownership ownership) {
    this.transcript = transcript;
    this.shelf = shelf;
    this.functions = functions;
    this.ownership = ownership;
  }

  EntryHead invoked(EffectCall call, Place place) throws InterruptedException {
    List<Entry> view = shelf.seen(call);
    Agent agent = shelf.team(call.blueprint()).blueprint().agent(call.agent());
    boolean sum = call.intent().key().startsWith(SUMMARY);
    String name = sum ? summary(call) : agent.way(Reply.Custom.class).orElseThrow().function();
    Functions.ReplyFunction function = function(functions, name);
    return switch (ownership.begin(place, null)) {
      case Begun.Elsewhere elsewhere ->
          throw new IllegalStateException("begins only when it is free");
      case Begun.Held held -> throw new IllegalStateException("a reply has its own entry");
      case Begun.Refused refused ->
          throw new IllegalStateException("a function reserves nothing: " + refused.ceiling());
      case Begun.Found found -> found.entry().head();
      case Begun.Go go -> {
        List<Entry> told =
            sum ? view.stream().filter(one -> one.kind().isMessage()).toList() : view;
        Optional<String> said = said(call, place, go.attempt(), name, function, told);
        Draft draft = sum ? summed(call, view, said) : draft(call, said);
        Appended appended =
            transcript.entries().append(place, draft, new Settling(go.attempt(), null, null));
        shelf.keep(appended);
        yield appended.head();
      }
    };
  }

  /** The function that a team, or the chat around it, names for its summary. */
  private String summary(EffectCall call) {
    Blueprint blueprint = shelf.team(call.blueprint()).blueprint();
    Summary asked =
        blueprint.summing() != null
            ? blueprint.summing().summary()
            : blueprint.team() instanceof Pattern.TwoAgentChat chat ? chat.summary() : null;
    return switch (asked) {
      case Summary.ByFunction by -> by.function();
      case null, default -> throw new IllegalStateException("no function sums this team up");
    };
  }

  /** A function that has nothing to say leaves the last message as it is. */
  private static Draft summed(EffectCall call, List<Entry> view, Optional<String> said) {
    String text =
        said.or(
                () ->
                    view.reversed().stream()
                        .filter(entry -> entry.kind().isMessage())
                        .map(Entry::text)
                        .findFirst())
            .orElse("");
    Entry.Detail detail = new Entry.Summing(0, call.seq() - 1);
    return Draft.of(call.agent(), Kind.SUMMARY, new Words(text, detail, null));
  }

  /**
   * A reply function, which also says what chats open with and come to.
   *
   * @throws io.temporal.failure.ApplicationFailure if this worker has none of that name
   */
  static Functions.ReplyFunction function(Functions functions, String name) {
    Functions.ReplyFunction function = functions.replies().get(name);
    if (function == null) {
      throw Failures.terminal(
          "unknownFunction",
          "no worker has a reply called \"%s\"; register it with ParleyWorker.reply"
              .formatted(name));
    }
    return function;
  }

  private Optional<String> said(
      EffectCall call,
      Place place,
      int attempt,
      String name,
      Functions.ReplyFunction function,
      List<Entry> view) {
    try {
      return Failures.guest(
          "the reply function \"" + name + "\"", () -> function.reply(call.agent(), view));
    } catch (FunctionFailed e) {
      transcript
          .entries()
          .fail(
              place,
              attempt,
              new AttemptFailure(FunctionFailed.TYPE, e.said(), null, null, null, null));
      throw e;
    }
  }

  private Draft draft(EffectCall call, Optional<String> said) {
    return said.map(
            text ->
                shelf.found(
                    call.conversation(),
                    shelf.team(call.blueprint()),
                    Draft.of(call.agent(), Kind.TEXT, Words.of(text))))
        .orElseGet(
            () ->
                Draft.event(Event.SILENT, null, Words.of(""))
                    .withPerson(null, call.agent(), null, false));
  }
}
