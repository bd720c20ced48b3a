package dev.parley.activities;

import dev.parley.activities.code.Feedback;
import dev.parley.activities.code.Job;
import dev.parley.activities.code.RunResult;
import dev.parley.activities.code.Sandbox;
import dev.parley.activities.code.SandboxCancelled;
import dev.parley.activities.code.SandboxException;
import dev.parley.activities.code.SandboxFailed;
import dev.parley.activities.code.SandboxMissing;
import dev.parley.activities.code.SandboxRefused;
import dev.parley.activities.code.Sandboxes;
import dev.parley.agents.CodeBlock;
import dev.parley.agents.CodeBlocks;
import dev.parley.agents.Entry;
import dev.parley.agents.Entry.Words;
import dev.parley.agents.EntryHead;
import dev.parley.agents.Executor;
import dev.parley.agents.Kind;
import dev.parley.agents.Reply;
import dev.parley.transcript.Draft;
import dev.parley.transcript.EntryStore.Appended;
import dev.parley.transcript.EntryStore.AttemptFailure;
import dev.parley.transcript.EntryStore.Begun;
import dev.parley.transcript.EntryStore.Settling;
import dev.parley.transcript.Place;
import dev.parley.transcript.Transcript;
import dev.parley.workflows.EffectCall;
import dev.parley.workflows.Effects;
import io.temporal.activity.Activity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The effect that runs code in a sandbox: one run, one entry. */
public final class CodeEffects implements Effects.Code {

  /** How often a sandbox may break before the run fails for good. */
  private static final int ATTEMPTS = 5;

  private final Transcript transcript;
  private final Shelf shelf;
  private final Sandboxes sandboxes;
  private final Workspaces workspaces;
  private final Running<EntryHead> running;
  private final Ownership ownership;

  CodeEffects(
      Transcript transcript,
      Shelf shelf,
      Sandboxes sandboxes,
      Running<EntryHead> running,
      Ownership ownership) {
    this.transcript = transcript;
    this.shelf = shelf;
    this.sandboxes = sandboxes;
    this.workspaces = new Workspaces(transcript.blobs());
    this.running = running;
    this.ownership = ownership;
  }

  @Override
  public EntryHead executeCode(EffectCall call) {
    return running.once(place(call), Activity.getExecutionContext(), work(call));
  }

  /** Begins a run; absent: it goes on. */
  Optional<EntryHead> begin(EffectCall call, Duration patience) {
    Place place = place(call);
    return running.begin(place, patience, () -> StoreEffects.isFree(transcript, place), work(call));
  }

  private Place place(EffectCall call) {
    StoreEffects.requireStore(transcript, call.store());
    return StoreEffects.place(call);
  }

  private Running.Effect<EntryHead> work(EffectCall call) {
    return place -> RestoredStore.noted(transcript, call.conversation(), () -> effect(call, place));
  }

  private EntryHead effect(EffectCall call, Supplier<Place> place) throws InterruptedException {
    List<Entry> entries = shelf.before(call);
    return switch (ownership.begin(place.get(), null)) {
      case Begun.Elsewhere elsewhere ->
          throw new IllegalStateException("begins only when it is free");
      case Begun.Held held -> throw new IllegalStateException("a code run has its own entry");
      case Begun.Found found -> found.entry().head();
      case Begun.Refused refused ->
          throw new IllegalStateException("a code run reserves nothing: " + refused.ceiling());
      case Begun.Go go -> run(call, place, entries, go.attempt());
    };
  }

  private EntryHead run(EffectCall call, Supplier<Place> place, List<Entry> entries, int attempt)
      throws InterruptedException {
    List<CodeBlock> blocks = blocks(call, entries);
    if (blocks.isEmpty()) {
      String text = Feedback.nothingRan(fences(call, entries));
      return write(call, place.get(), attempt, text, null);
    }
    Executor executor =
        shelf
            .team(call.blueprint())
            .blueprint()
            .agent(call.agent())
            .way(Reply.ExecuteCode.class)
            .orElseThrow()
            .executor();
    try {
      Sandbox sandbox = sandboxes.pick(executor);
      Job job =
          sandboxes
              .settings()
              .job(
                  executor,
                  // One engine may serve several stores, and a store several branches.
                  call.store() + "/" + call.conversation(),
                  call.branch() + "/" + call.intent(),
                  blocks,
                  workspaces.before(call.conversation(), entries));
      try (RunResult result = sandbox.run(job)) {
        boolean unused = Displaced.await(transcript, place, Displaced.PATIENCE);
        return Insisting.write(
            "what code came to", () -> written(call, place, entries, attempt, result));
      }
    } catch (FunctionFailed e) {
      var failure = new AttemptFailure(FunctionFailed.TYPE, e.said(), null, null, null, null);
      transcript.entries().fail(place.get(), attempt, failure);
      throw e;
    } catch (SandboxException e) {
      throw failed(place.get(), attempt, e);
    }
  }

  private static List<CodeBlock> blocks(EffectCall call, List<Entry> entries) {
    if (call.code() < 0) {
      return List.of();
    }
    Entry entry = entries.get(call.code());
    return entry.words().detail() instanceof Entry.Code code
        ? code.blocks()
        : CodeBlocks.runnable(entry.text());
  }

  /** The fences of the messages that others wrote since the agent last spoke. */
  private static List<String> fences(EffectCall call, List<Entry> entries) {
    return entries.reversed().stream()
        .takeWhile(entry -> !entry.author().equals(call.agent()))
        .filter(entry -> entry.kind().isMessage())
        .toList()
        .reversed()
        .stream()
        .flatMap(entry -> CodeBlocks.fences(entry.text()).stream())
        .toList();
  }

  private EntryHead written(
      EffectCall call, Supplier<Place> place, List<Entry> entries, int attempt, RunResult result) {
    Workspaces.Saved saved =
        workspaces.save(call.conversation(), entries, result.workspace(), result.changed());
    Entry.CodeResult detail =
        new Entry.CodeResult(
            result.exitCode(),
            saved.changed(),
            saved.manifest(),
            rest(call, result).orElse(null),
            result.sandbox(),
            result.millis());
    return write(call, place.get(), attempt, Feedback.of(result), detail);
  }

  private Optional<String> rest(EffectCall call, RunResult result) {
    if (result.whole() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(transcript.blobs().put(call.conversation(), result.whole().read()));
    } catch (IOException e) {
      throw new UncheckedIOException("the complete output of the run cannot be read", e);
    }
  }

  private EntryHead write(
      EffectCall call, Place place, int attempt, String text, Entry.@Nullable CodeResult result) {
    Entry.CodeResult detail =
        result == null ? new Entry.CodeResult(null, List.of(), null, null, null, 0) : result;
    Draft draft = Draft.of(call.agent(), Kind.CODE_RESULT, new Words(text, detail, null));
    Appended appended =
        transcript
            .entries()
            .append(
                place,
                shelf.found(call.conversation(), shelf.team(call.blueprint()), draft),
                new Settling(attempt, null, null));
    shelf.keep(appended);
    return appended.head();
  }

  /**
   * Messages of sandboxes name images, limits and remedies; what the code printed is not in them.
   */
  private RuntimeException failed(Place place, int attempt, SandboxException e) {
    String message = String.valueOf(e.getMessage());
    String type =
        switch (e) {
          case SandboxCancelled cancelled -> "cancelled";
          case SandboxMissing missing -> "sandboxMissing";
          case SandboxRefused refused -> "sandboxRefused";
          case SandboxFailed broken -> "sandboxFailed";
        };
    transcript
        .entries()
        .fail(place, attempt, new AttemptFailure(type, message, null, null, null, null));
    boolean again = e instanceof SandboxFailed && attempt < ATTEMPTS;
    return again || e instanceof SandboxCancelled
        ? Failures.retryable(type, message, null)
        : Failures.terminal(type, message);
  }
}
