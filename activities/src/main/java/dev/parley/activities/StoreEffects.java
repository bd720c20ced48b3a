package dev.parley.activities;

import dev.parley.agents.ConversationState;
import dev.parley.agents.Entry;
import dev.parley.agents.Entry.Words;
import dev.parley.agents.EntryHead;
import dev.parley.agents.Event;
import dev.parley.agents.Intent;
import dev.parley.agents.Kind;
import dev.parley.agents.Names;
import dev.parley.agents.Questions;
import dev.parley.agents.Skeleton;
import dev.parley.transcript.ConversationStore.NewConversation;
import dev.parley.transcript.ConversationStore.RunStart;
import dev.parley.transcript.ConversationStore.Standing;
import dev.parley.transcript.Draft;
import dev.parley.transcript.EntryStore.Appended;
import dev.parley.transcript.EntryStore.Settling;
import dev.parley.transcript.Lineage;
import dev.parley.transcript.MailStore;
import dev.parley.transcript.Place;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.TranscriptException;
import dev.parley.workflows.Append;
import dev.parley.workflows.ChatTask;
import dev.parley.workflows.Closing;
import dev.parley.workflows.ConversationInput;
import dev.parley.workflows.EffectCall;
import dev.parley.workflows.Effects;
import dev.parley.workflows.Heads;
import dev.parley.workflows.Opened;
import dev.parley.workflows.Opening;
import dev.parley.workflows.Outcome;
import dev.parley.workflows.Prepared;
import dev.parley.workflows.ToolTask;
import io.temporal.activity.Activity;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

/** The effects that only read and write the store. */
public final class StoreEffects implements Effects.Store {

  /** More than a run takes signals. */
  private static final int MANY = 1_000;

  private final Transcript transcript;
  private final Shelf shelf;
  private final EffectSettings settings;
  private final Drafts drafts;
  private final Endings endings;
  private final Running<EntryHead> running;
  private final Invocations invocations;
  private final Choices choices;
  private final ChildConversations children;

  StoreEffects(
      Transcript transcript,
      Shelf shelf,
      EffectSettings settings,
      Functions functions,
      RequestRules rules,
      Running<EntryHead> running,
      Ownership ownership) {
    this.running = running;
    this.invocations = new Invocations(transcript, shelf, functions, ownership);
    this.children = new ChildConversations(transcript, shelf, functions);
    this.transcript = transcript;
    this.shelf = shelf;
    this.settings = settings;
    this.drafts = new Drafts(transcript, shelf, rules);
    this.endings = new Endings(transcript, shelf);
    this.choices = new Choices(transcript, shelf, functions);
  }

  // --- open

  @Override
  public Opened open(Opening opening) {
    String store = opening.input().store() == null ? "" : opening.input().store();
    return guarded(opening.conversation(), store, () -> opened(opening));
  }

  private Opened opened(Opening opening) {
    String id = opening.conversation();
    if (!opening.carried()) {
      create(id, opening.input());
    }
    transcript
        .conversations()
        .register(
            new RunStart(
                id,
                StoreEffects.runId(),
                opening.firstRunId(),
                opening.continuedRunId(),
                opening.seq()));
    Standing standing = transcript.conversations().standing(id);
    Shelf.Team team = shelf.team(standing.blueprint());
    Skeleton skeleton = Questions.skeleton(team.blueprint());
    ConversationState state = opening.carried() ? null : state(id, skeleton, team, standing);
    List<String> mail =
        transcript.mail().open(id).stream()
            .map(MailStore.Mail::id)
            .filter(one -> !one.equals(MailStore.TASK))
            .toList();
    return new Opened(
        transcript.storeId(), standing.blueprint(), skeleton, state, mail, settings.lane());
  }

  /** A start by another program brings its task along; a client has written it before. */
  private void create(String id, ConversationInput input) {
    if (input.task() == null && input.taskRef() != null) {
      return;
    }
    String task = input.task();
    if (task == null) {
      throw Failures.terminal("badInput", "the input has neither task nor taskRef");
    }
    if (task.length() > ConversationInput.MAX_INLINE) {
      throw Failures.terminal(
          "badInput",
          "the task has %d characters; a task in the start input may have %d. Start with ./parley run"
              .formatted(task.length(), ConversationInput.MAX_INLINE));
    }
    String digest =
        input.team().startsWith("sha256:")
            ? input.team()
            : transcript.blueprints().resolve(input.team());
    String name = transcript.blueprints().get(digest).name();
    String starter = input.starter() == null ? Names.USER : input.starter();
    var unused =
        transcript
            .conversations()
            .create(new NewConversation(id, name, digest, starter, filled(task, input)));
  }

  private static String filled(String task, ConversationInput input) {
    String text = task;
    for (var entry : input.vars().entrySet()) {
      text = text.replace("${" + entry.getKey() + "}", entry.getValue());
    }
    return text;
  }

  private ConversationState state(
      String id, Skeleton skeleton, Shelf.Team team, Standing standing) {
    if (transcript.entries().head(id).seq() < 0) {
      var unused = writeTask(id, team, standing);
    }
    List<EntryHead> heads = shelf.all(id).stream().map(Entry::head).toList();
    ConversationState state = ConversationState.EMPTY.applyAll(skeleton, heads);
    boolean fresh = standing.parentSeq() != null && standing.parentSeq() == state.seq();
    return fresh ? state.withoutRequests() : state;
  }

  private EntryHead writeTask(String id, Shelf.Team team, Standing standing) {
    shelf.begins(id);
    MailStore.Mail task =
        transcript
            .mail()
            .find(id, MailStore.TASK)
            .orElseThrow(() -> Failures.terminal("badInput", "the store holds no task for " + id));
    Draft draft =
        shelf.found(
            id,
            team,
            Draft.of(
                Names.USER, Kind.TEXT, new Words(task.text(), new Entry.Task(task.files()), null)));
    return transcript
        .entries()
        .append(
            new Place(id, Place.MAIN, 0, Intent.TASK, StoreEffects.runId()),
            draft.withPerson(standing.starter(), null, null, true),
            new Settling(0, MailStore.TASK, null))
        .head();
  }

  // --- append, invoke, close

  @Override
  public EntryHead append(Append append) {
    return guarded(append.at(), () -> appended(append));
  }

  private EntryHead appended(Append append) {
    EffectCall at = append.at();
    Drafts.Written written = drafts.of(at, append.what());
    Place place = place(at);
    Appended appended =
        transcript.entries().append(place, written.draft(), new Settling(0, written.mail(), null));
    if (append.what() instanceof Append.Settled && appended instanceof Appended.Written) {
      running.settled(place);
    }
    return kept(appended);
  }

  @Override
  public EntryHead invoke(EffectCall call) {
    return guarded(call, () -> invocations.invoked(call, place(call)));
  }

  @Override
  public EntryHead choose(EffectCall call) {
    return guarded(call, () -> kept(choices.chosen(call, place(call))));
  }

  @Override
  public EntryHead combine(EffectCall call) {
    return guarded(call, () -> kept(choices.combined(call, place(call))));
  }

  @Override
  public List<EntryHead> heads(Heads heads) {
    EffectCall at = heads.at();
    return guarded(
        at,
        () ->
            transcript.entries().read(at.conversation(), at.seq(), heads.count()).stream()
                .map(Entry::head)
                .toList());
  }

  @Override
  public EntryHead chat(ChatTask task) {
    return guarded(
        task.at(),
        () ->
            kept(
                transcript
                    .entries()
                    .append(place(task.at()), children.begun(task), Settling.NOTHING)));
  }

  @Override
  public Prepared prepare(ToolTask task) {
    return guarded(task.at(), () -> children.prepared(task));
  }

  private EntryHead kept(Appended appended) {
    shelf.keep(appended);
    return appended.head();
  }

  @Override
  public Outcome close(Closing closing) {
    return guarded(closing.at(), () -> endings.close(closing));
  }

  // --- What all effects share

  static Place place(EffectCall call) {
    return new Place(
        call.conversation(),
        call.branch(),
        call.seq(),
        call.intent(),
        StoreEffects.runId(),
        new Lineage(call.firstRun(), call.chain(), call.seq() - call.horizon()));
  }

  /**
   * Whether an effect is still wanted, as far as the store can say. Words that took its place do
   * not settle it: the workflow will want it at the next one.
   */
  static boolean isFree(Transcript transcript, Place place) {
    try {
      return transcript.entries().head(place.conversation()).seq() < place.seq()
          || transcript.entries().read(place.conversation(), place.seq(), MANY).stream()
              .allMatch(StoreEffects::isOnlySaid);
    } catch (TranscriptException.Unavailable away) {
      return true;
    } catch (TranscriptException.Unknown deleted) {
      return false;
    }
  }

  private static boolean isOnlySaid(Entry entry) {
    boolean signal = entry.head().intent().key().startsWith(Intent.signal("").key());
    return signal && (entry.kind() == Kind.TEXT || entry.head().event() == Event.REFUSED);
  }

  /** The run that calls. */
  static String runId() {
    return Objects.requireNonNull(
        Activity.getExecutionContext().getInfo().getWorkflowRunId(), "effects run in workflows");
  }

  private <T> T guarded(EffectCall at, Callable<T> effect) {
    return guarded(at.conversation(), at.store(), effect);
  }

  private <T> T guarded(String conversation, String store, Callable<T> effect) {
    requireStore(transcript, store);
    try {
      return RestoredStore.noted(transcript, conversation, effect);
    } catch (FunctionFailed e) {
      throw again()
          ? Failures.retryable(FunctionFailed.TYPE, e.said(), null)
          : Failures.terminal(FunctionFailed.TYPE, e.said());
    } catch (Exception e) {
      throw Failures.rethrow(e);
    }
  }

  /** No signal is read while a local activity is tried again, so that must come to an end. */
  private boolean again() {
    return Activity.getExecutionContext().getInfo().getAttempt() < settings.attempts();
  }

  /** A worker with another store does nothing, and lets one with the right store do it. */
  static void requireStore(Transcript transcript, String store) {
    if (!store.isEmpty() && !store.equals(transcript.storeId())) {
      throw Failures.retryable(
          "wrongStore",
          "this worker writes to store %s, the conversation is in store %s; point PARLEY_STORE at it"
              .formatted(transcript.storeId(), store),
          null);
    }
  }
}
