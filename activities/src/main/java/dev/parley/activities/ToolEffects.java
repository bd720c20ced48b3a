package dev.parley.activities;

import dev.parley.activities.tools.OutcomeUnknown;
import dev.parley.activities.tools.Tool;
import dev.parley.activities.tools.ToolContext;
import dev.parley.activities.tools.Tools;
import dev.parley.activities.tools.Toolset;
import dev.parley.agents.ToolEffect;
import dev.parley.transcript.EntryStore.AttemptFailure;
import dev.parley.transcript.EntryStore.Begun;
import dev.parley.transcript.EntryStore.Outcome;
import dev.parley.transcript.EntryStore.Outcome.Status;
import dev.parley.transcript.Place;
import dev.parley.transcript.Transcript;
import dev.parley.workflows.ToolEnd;
import dev.parley.workflows.ToolTask;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.DynamicActivity;
import io.temporal.common.converter.EncodedValues;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The effects that call tools: an activity of every type that is none of Parley's own. What a call
 * came to is kept in the store until the results of all calls of its answer are one entry. A call
 * that must happen once is never made again on a guess.
 */
public final class ToolEffects implements DynamicActivity {

  private static final Logger LOG = LoggerFactory.getLogger(ToolEffects.class);

  private final Transcript transcript;
  private final int attempts;
  private final Running<ToolEnd> running;
  private final Ownership ownership;
  private final ToolDesk desk;
  private final ToolTexts texts;

  ToolEffects(
      Transcript transcript,
      Shelf shelf,
      Toolset tools,
      EffectSettings settings,
      Running<ToolEnd> running,
      Ownership ownership) {
    this.transcript = transcript;
    this.attempts = settings.attempts();
    this.running = running;
    this.ownership = ownership;
    this.desk = new ToolDesk(transcript, shelf, tools, settings);
    this.texts = new ToolTexts(transcript.blobs());
  }

  @Override
  public Object execute(EncodedValues arguments) {
    var context = Activity.getExecutionContext();
    String type = context.getInfo().getActivityType();
    if (Tools.isActivity(type)) {
      throw Failures.retryable(
          "otherWorker",
          "this worker does no \"%s\"; start one that does, see PARLEY_CAPABILITIES"
              .formatted(type),
          null);
    }
    ToolTask task = arguments.get(0, ToolTask.class);
    StoreEffects.requireStore(transcript, task.at().store());
    return call(task, StoreEffects.place(task.at()), context);
  }

  /** Makes a call, or joins it where it is made already. */
  ToolEnd call(ToolTask task, Place place, ActivityExecutionContext context) {
    String conversation = task.at().conversation();
    return running.once(
        place,
        context,
        newest ->
            RestoredStore.noted(
                transcript,
                conversation,
                () -> effect(task, newest, context.getInfo().getAttempt())));
  }

  private ToolEnd effect(ToolTask task, Supplier<Place> place, int tries)
      throws InterruptedException {
    ToolDesk.Call call = desk.call(task);
    if (tries < attempts && desk.isElsewhere(task, call)) {
      throw Failures.retryable(
          "otherWorker",
          "this worker has no tool \"%s\", try %d of %d; another one may have it"
              .formatted(call.name(), tries, attempts),
          null);
    }
    // Before it begins: what is lost after that may have happened.
    Optional<String> problem = desk.problem(task, call);
    return switch (ownership.begin(place.get(), null)) {
      case Begun.Elsewhere elsewhere ->
          throw new IllegalStateException("begins only when it is free");
      case Begun.Refused refused ->
          throw new IllegalStateException("a tool reserves nothing: " + refused.ceiling());
      // Something else stands where its result would have been: nobody waits for it.
      case Begun.Found found -> new ToolEnd(false);
      case Begun.Held held -> end(held.outcome());
      case Begun.Go go when go.lost() && call.effect() == ToolEffect.ONCE && !joins(call) ->
          hold(place, go.attempt(), () -> doubt("the worker that called it was lost", 0));
      case Begun.Go go when problem.isPresent() ->
          hold(place, go.attempt(), () -> error(problem.get(), 0));
      case Begun.Go go -> made(task, call, place, go.attempt());
    };
  }

  private static boolean joins(ToolDesk.Call call) {
    return call.tool().map(Tool::joins).orElse(false);
  }

  // --- The call

  private ToolEnd made(ToolTask task, ToolDesk.Call call, Supplier<Place> place, int attempt)
      throws InterruptedException {
    Tool tool = call.tool().orElseThrow();
    String key = "%s/%s/%s".formatted(call.conversation(), call.branch(), call.intent());
    ToolContext context = new ToolContext(call.conversation(), key, task.at().agent());
    long start = System.nanoTime();
    try {
      ToolRun.Ended ended =
          ToolRun.within(call.timeout(), () -> tool.call(call.arguments(), context));
      long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
      return hold(place, attempt, () -> outcome(call, ended, millis));
    } catch (InterruptedException e) {
      return interrupted(call, place, attempt, e);
    }
  }

  private Outcome outcome(ToolDesk.Call call, ToolRun.Ended ended, long millis) {
    return switch (ended) {
      case ToolRun.Said(String text) -> {
        ToolTexts.Fitting fitting = texts.fitting(call.conversation(), text);
        yield new Outcome(Status.DONE, fitting.text(), false, millis, fitting.rest());
      }
      case ToolRun.Threw(OutcomeUnknown unknown) -> unknown(call, unknown, millis);
      case ToolRun.Threw(Throwable thrown) -> {
        LOG.info("{}: {}", call.name(), ToolTexts.frames(thrown));
        ToolTexts.Fitting fitting =
            texts.fitting(call.conversation(), ToolTexts.ERROR + ToolTexts.message(thrown));
        yield new Outcome(Status.DONE, fitting.text(), true, millis, fitting.rest());
      }
      case ToolRun.Late late -> {
        String text = "no answer within " + ToolTexts.seconds(call.timeout());
        yield call.effect() == ToolEffect.ONCE ? doubt(text, millis) : error(text, millis);
      }
    };
  }

  /** What must happen once is a person's to find out; the model may try the rest again. */
  private static Outcome unknown(ToolDesk.Call call, OutcomeUnknown unknown, long millis) {
    LOG.info("{}: {}", call.name(), ToolTexts.frames(unknown));
    String text = ToolTexts.message(unknown);
    return call.effect() == ToolEffect.ONCE ? doubt(text, millis) : error(text, millis);
  }

  /** What may be repeated is as if it had not begun; of the rest nobody knows. */
  private ToolEnd interrupted(
      ToolDesk.Call call, Supplier<Place> place, int attempt, InterruptedException e)
      throws InterruptedException {
    if (call.effect() == ToolEffect.ONCE) {
      return hold(place, attempt, () -> doubt("it was cancelled while it ran", 0));
    }
    transcript
        .entries()
        .fail(
            place.get(),
            attempt,
            new AttemptFailure("cancelled", "cancelled", null, null, null, null));
    throw e;
  }

  private static Outcome error(String text, long millis) {
    return new Outcome(Status.DONE, ToolTexts.ERROR + text, true, millis, null);
  }

  private static Outcome doubt(String why, long millis) {
    return new Outcome(
        Status.IN_DOUBT,
        ToolTexts.ERROR + "nobody knows whether it has happened: " + why + ".",
        true,
        millis,
        null);
  }

  // --- Its end

  private ToolEnd hold(Supplier<Place> place, int attempt, Supplier<Outcome> outcome)
      throws InterruptedException {
    return Insisting.write(
        "a tool's outcome",
        () -> end(transcript.entries().hold(place.get(), attempt, outcome.get())));
  }

  private static ToolEnd end(Outcome outcome) {
    return new ToolEnd(outcome.status() == Status.IN_DOUBT);
  }
}
