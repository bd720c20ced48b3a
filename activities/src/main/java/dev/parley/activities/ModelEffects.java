package dev.parley.activities;

import dev.parley.activities.models.FailureType;
import dev.parley.activities.models.Listener;
import dev.parley.activities.models.ModelCall;
import dev.parley.activities.models.ModelFailure;
import dev.parley.activities.models.ModelReply;
import dev.parley.activities.models.Models;
import dev.parley.activities.models.OutputCheck;
import dev.parley.activities.models.ScriptedUse;
import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.CodeBlocks;
import dev.parley.agents.Entry;
import dev.parley.agents.Entry.Origin;
import dev.parley.agents.Entry.Words;
import dev.parley.agents.EntryHead;
import dev.parley.agents.Event;
import dev.parley.agents.Kind;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.Money;
import dev.parley.agents.Reply;
import dev.parley.agents.Usage;
import dev.parley.transcript.Draft;
import dev.parley.transcript.EntryStore.Appended;
import dev.parley.transcript.EntryStore.AttemptFailure;
import dev.parley.transcript.EntryStore.Begun;
import dev.parley.transcript.EntryStore.Settling;
import dev.parley.transcript.EntryStore.Spend;
import dev.parley.transcript.Place;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.View;
import dev.parley.workflows.EffectCall;
import dev.parley.workflows.Effects;
import io.temporal.activity.Activity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The effects that call models: one call, one entry. */
public final class ModelEffects implements Effects.Models {

  /** Tokens of a reply that is reserved for where a team file sets no limit. */
  private static final int LIKELY_REPLY = 4_096;

  /** The agent for whom scripted models choose a speaker. */
  private static final String SELECTOR = "selector";

  private final Transcript transcript;
  private final Shelf shelf;
  private final Models models;
  private final ModelTools tools;
  private final EffectSettings settings;
  private final Running<EntryHead> running;
  private final Ownership ownership;
  private final ModelChain chain;
  private final Choices choices;
  private final Misfits misfits;
  private final Requests requests = new Requests(new TokenCounter());
  private final Offered offered;

  ModelEffects(
      Transcript transcript,
      Shelf shelf,
      Models models,
      ModelTools tools,
      EffectSettings settings,
      Running<EntryHead> running,
      Ownership ownership,
      Choices choices) {
    this.choices = choices;
    this.transcript = transcript;
    this.shelf = shelf;
    this.models = models;
    this.tools = tools;
    this.settings = settings;
    this.running = running;
    this.ownership = ownership;
    this.chain = new ModelChain(transcript.entries(), settings.attempts());
    this.misfits = new Misfits(transcript);
    this.offered = new Offered(transcript.blobs());
  }

  /** One call in the making. */
  private record Asked(
      EffectCall call,
      Supplier<Place> place,
      Shelf.Team team,
      Requests.Request made,
      ModelCall request,
      Purpose purpose,
      Optional<SpeakerChoice> choice) {
    String model() {
      return made.model();
    }

    View.@Nullable Due due() {
      return made.due();
    }

    ModelSpec spec() {
      return request.spec();
    }

    /** Whether another model is asked when this one is away. */
    boolean hasNext() {
      Blueprint blueprint = team.blueprint();
      String first =
          purpose == Purpose.SPEAKER
              ? blueprint.selectorModel().orElseThrow()
              : blueprint.agent(call.agent()).way(Reply.CallModel.class).orElseThrow().model();
      return ModelChain.hasNext(blueprint, first, call);
    }
  }

  /** What a call is for. */
  enum Purpose {
    REPLY,
    SUMMARY,
    SPEAKER
  }

  @Override
  public EntryHead reply(EffectCall call) {
    return running.once(place(call), Activity.getExecutionContext(), work(call, Purpose.REPLY));
  }

  @Override
  public EntryHead summarize(EffectCall call) {
    return running.once(place(call), Activity.getExecutionContext(), work(call, Purpose.SUMMARY));
  }

  @Override
  public EntryHead select(EffectCall call) {
    return running.once(place(call), Activity.getExecutionContext(), work(call, Purpose.SPEAKER));
  }

  /** Begins a call; absent: it goes on. */
  Optional<EntryHead> begin(EffectCall call, Purpose purpose, Duration patience) {
    Place place = place(call);
    return running.begin(
        place, patience, () -> StoreEffects.isFree(transcript, place), work(call, purpose));
  }

  private Place place(EffectCall call) {
    StoreEffects.requireStore(transcript, call.store());
    return StoreEffects.place(call);
  }

  private Running.Effect<EntryHead> work(EffectCall call, Purpose purpose) {
    return place ->
        RestoredStore.noted(transcript, call.conversation(), () -> effect(call, place, purpose));
  }

  private EntryHead effect(EffectCall call, Supplier<Place> place, Purpose purpose)
      throws InterruptedException {
    Asked asked = purpose == Purpose.SPEAKER ? choose(call, place) : ask(call, place, purpose);
    Optional<String> only = asked.choice().flatMap(SpeakerChoice::only);
    if (only.isPresent()) {
      return chosen(place.get(), only.get());
    }
    shelf.requireConditions(asked.team());
    Spend spend = new Spend(asked.model(), reserve(asked), settings.ceilings());
    return switch (ownership.begin(place.get(), spend)) {
      case Begun.Elsewhere elsewhere ->
          throw new IllegalStateException("begins only when it is free");
      case Begun.Held held -> throw new IllegalStateException("a reply has its own entry");
      case Begun.Found found -> found.entry().head();
      case Begun.Refused refused -> limit(call, place.get(), refused);
      case Begun.Go go -> called(asked, go.attempt());
    };
  }

  // --- The request

  /** A question that is nobody's turn: no tools, no words of an agent before it. */
  private Asked choose(EffectCall call, Supplier<Place> place) {
    Shelf.Team team = shelf.team(call.blueprint());
    Blueprint blueprint = team.blueprint();
    SpeakerChoice choice = choices.speaker(call);
    String chain = blueprint.selectorModel().orElseThrow();
    String model = ModelChain.model(blueprint, chain, call.link());
    ModelSpec spec = blueprint.model(model);
    List<Entry> entries = shelf.before(call);
    Duration timeout = spec.timeout() == null ? longest() : spec.timeout();
    ModelCall question =
        ModelCall.of(spec, null, choice.turns(entries, requests.measure()), SELECTOR, timeout);
    ModelCall request = question.with(used(call, spec, model));
    Requests.Request made = new Requests.Request(model, question, List.of(), null);
    return new Asked(call, place, team, made, request, Purpose.SPEAKER, Optional.of(choice));
  }

  private Asked ask(EffectCall call, Supplier<Place> place, Purpose purpose) {
    List<Entry> entries = shelf.seen(call);
    boolean sum = purpose == Purpose.SUMMARY;
    Shelf.Team team = shelf.team(call.blueprint());
    Requests.Request request =
        requests.of(
            Requests.Wish.of(team.blueprint(), call, sum, longest()),
            entries,
            tools.offers(team.blueprint(), team.blueprint().agent(call.agent())));
    ModelCall first = request.call();
    ModelCall asked =
        first
            .showing(misfits.told(first.turns(), call, request.model(), first.output()))
            .with(used(call, first.spec(), request.model()));
    return new Asked(call, place, team, request, asked, purpose, Optional.empty());
  }

  private Duration longest() {
    return Duration.ofMillis(settings.lane().modelTimeoutMillis());
  }

  /** No model is asked where there is nothing to choose. */
  private EntryHead chosen(Place place, String agent) {
    Draft draft =
        Draft.event(Event.SELECTED, null, Words.of("")).withPerson(null, agent, null, false);
    Appended appended = transcript.entries().append(place, draft, Settling.NOTHING);
    shelf.keep(appended);
    return appended.head();
  }

  private ScriptedUse used(EffectCall call, ModelSpec spec, String model) {
    return spec.provider().equals(ModelSpec.SCRIPTED)
        ? new ScriptedUse(transcript.entries().scriptedUse(call.conversation(), model))
        : ScriptedUse.NONE;
  }

  private Money reserve(Asked asked) {
    Integer most = asked.spec().maxTokens();
    // Four characters a token is what most texts have; the exact number comes with the reply.
    Usage likely =
        new Usage(asked.request().characters() / 4 + 500, most == null ? LIKELY_REPLY : most, 0, 0);
    return models.cost(asked.spec(), likely).orElse(Money.ZERO);
  }

  // --- The call

  private EntryHead called(Asked asked, int attempt) throws InterruptedException {
    long start = System.nanoTime();
    // Closed when the entry is there: until then whoever watches has only what was heard.
    try (Aloud aloud = Aloud.of(transcript, asked.place().get(), asked.call().agent(), attempt)) {
      // Only a reply is said to anybody.
      boolean said = asked.purpose() == Purpose.REPLY && asked.due() == null;
      Listener heard = said ? aloud : Listener.NONE;
      Optional<OutputCheck> form = Misfits.form(asked.call(), asked.request().output());
      ModelReply reply = models.call(asked.request(), heard);
      form.ifPresent(one -> Misfits.require(one, asked.spec(), reply));
      boolean unused = Displaced.await(transcript, asked.place(), Displaced.PATIENCE);
      return Insisting.write("a reply", () -> written(asked, attempt, reply));
    } catch (ModelFailure e) {
      return failed(asked, attempt, e, Duration.ofNanos(System.nanoTime() - start));
    } catch (InterruptedException e) {
      transcript
          .entries()
          .fail(
              asked.place().get(),
              attempt,
              new AttemptFailure("cancelled", "cancelled", null, null, null, null));
      throw e;
    }
  }

  private EntryHead written(Asked asked, int attempt, ModelReply reply) {
    Origin origin =
        new Origin(
            asked.spec().label(),
            asked.model(),
            attempt,
            reply.millis(),
            reply.scriptedPlace(),
            reply.thought(),
            chain.before(asked.call(), asked.team().blueprint(), asked.model()),
            offered.asked(asked.call(), asked.made(), reply.sent()));
    Draft said = drafted(asked, reply, origin);
    Draft draft =
        found(asked, attempt, reply, said).withCall(reply.usage(), reply.cost(), reply.finish());
    Settling settling = new Settling(attempt, null, reply.scriptedPlace());
    Appended appended = transcript.entries().append(asked.place().get(), draft, settling);
    shelf.keep(appended);
    return appended.head();
  }

  private Draft drafted(Asked asked, ModelReply reply, Origin origin) {
    if (asked.choice().isPresent()) {
      String chosen = asked.choice().get().named(reply.text()).orElse(null);
      return Draft.event(Event.SELECTED, null, new Words(reply.text(), null, origin))
          .withPerson(null, chosen, null, false);
    }
    if (asked.due() != null) {
      return ContextSummary.draft(asked.due(), asked.call().agent(), reply, origin);
    }
    return reply.calls().isEmpty() ? said(asked, reply, origin) : calls(asked, reply, origin);
  }

  private static Draft said(Asked asked, ModelReply reply, Origin origin) {
    EffectCall call = asked.call();
    boolean sum = asked.purpose() == Purpose.SUMMARY;
    boolean formed = asked.request().output() != null;
    boolean code = !formed && call.ownCode() && !sum && CodeBlocks.any(reply.text());
    Entry.Detail detail = null;
    if (code) {
      detail = new Entry.Code(CodeBlocks.runnable(reply.text()));
    } else if (formed) {
      detail = new Entry.Output(reply.text().strip());
    } else if (sum) {
      detail = new Entry.Summing(0, call.seq() - 1);
    }
    Kind kind = code ? Kind.CODE : sum ? Kind.SUMMARY : Kind.TEXT;
    return Draft.of(call.agent(), kind, new Words(reply.text(), detail, origin));
  }

  private Draft calls(Asked asked, ModelReply reply, Origin origin) {
    Blueprint blueprint = asked.team().blueprint();
    Agent agent = blueprint.agent(asked.call().agent());
    Handing handing = Handing.of(agent, reply.calls());
    if (handing.calls().isEmpty()) {
      return handing.draft(agent.name(), reply.text(), origin);
    }
    ModelTools.Wanted wanted =
        tools.wanted(asked.call().conversation(), blueprint, agent, handing.calls());
    Words words = new Words(reply.text(), wanted.calling(), origin);
    return Draft.of(agent.name(), Kind.TOOL_CALLS, words)
        .withCalls(wanted.heads())
        .withPerson(null, handing.to(), null, false);
  }

  /**
   * A reply is paid for once: a condition that cannot be asked about it is no reason to ask anew.
   */
  private Draft found(Asked asked, int attempt, ModelReply reply, Draft said) {
    try {
      return shelf.found(asked.call().conversation(), asked.team(), said);
    } catch (FunctionFailed e) {
      String evidence = evidence(asked.call().conversation(), reply.text());
      transcript
          .entries()
          .fail(
              asked.place().get(),
              attempt,
              new AttemptFailure(
                  FunctionFailed.TYPE,
                  e.said(),
                  evidence,
                  reply.usage(),
                  reply.cost(),
                  reply.scriptedPlace()));
      throw e;
    }
  }

  private String evidence(String conversation, String text) {
    return transcript.blobs().put(conversation, text.getBytes(StandardCharsets.UTF_8));
  }

  private EntryHead limit(EffectCall call, Place place, Begun.Refused refused) {
    return transcript
        .entries()
        .append(place, Drafts.limit(call.agent(), refused), Settling.NOTHING)
        .head();
  }

  // --- Failures

  private EntryHead failed(Asked asked, int attempt, ModelFailure e, Duration took)
      throws InterruptedException {
    String conversation = asked.call().conversation();
    String evidence = e.details().map(text -> evidence(conversation, text)).orElse(null);
    Usage usage = e.usage().orElse(null);
    Money cost = usage == null ? null : models.cost(asked.spec(), usage).orElse(null);
    String message = message(asked, e);
    Integer scripted = e.scriptedPlace().isPresent() ? e.scriptedPlace().getAsInt() : null;
    transcript
        .entries()
        .fail(
            asked.place().get(),
            attempt,
            new AttemptFailure(e.type().word(), message, evidence, usage, cost, scripted));
    Duration pause = e.retryAfter().orElse(Duration.ZERO);
    boolean again =
        e.retryable()
            && !(e.type() == FailureType.OUTAGE && asked.hasNext())
            && !misfits.isGivenUp(asked.call(), asked.model())
            && chain.mayRetry(asked.call(), asked.model(), asked.spec(), took, pause);
    if (again) {
      throw Failures.retryable(e.type().word(), message, e.retryAfter().orElse(null));
    }
    if (asked.due() != null) {
      Draft without = ContextSummary.failed(asked.call().agent(), message, e, evidence);
      boolean unused = Displaced.await(transcript, asked.place(), Displaced.PATIENCE);
      return transcript.entries().append(asked.place().get(), without, Settling.NOTHING).head();
    }
    throw Failures.terminal(e.type().word(), message);
  }

  /** A key that is missing is the worker's matter: the message then names the model of the file. */
  private String message(Asked asked, ModelFailure e) {
    return models.problem(asked.model(), asked.spec()).orElse(String.valueOf(e.getMessage()));
  }
}
