package dev.parley.workflows;

import dev.parley.agents.Agent;
import dev.parley.agents.Batch;
import dev.parley.agents.EntryHead;
import dev.parley.agents.Skeleton;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one seam through which effects are called. Those on the store alone are local activities, and
 * leave neither arguments nor words in history. The others are activities, visible and cancellable;
 * those of agents in {@link Agent.Lane#AUTO} begin as local ones, and only become activities if
 * they are slow. The lane is part of the skeleton, and so of history.
 */
final class Lane {

  private static final Duration LOCAL_TIMEOUT = Duration.ofSeconds(30);

  /** How much longer an activity may take than the call inside it: to read, write and report. */
  private static final Duration MARGIN = Duration.ofSeconds(30);

  private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);

  private final Effects.Store store;
  private final @Nullable Opened opened;
  private final Pace pace = new Pace();

  // Kept, because to make them takes longer than to use them, and each turn uses one.
  private final Map<Way, Effects.Models> models = new LinkedHashMap<>();
  private final Map<Way, Effects.Code> sandboxes = new LinkedHashMap<>();
  private final Effects.Beginnings beginnings =
      Workflow.newLocalActivityStub(Effects.Beginnings.class, localOptions());
  private final boolean begins;

  private Lane(Effects.Store store, @Nullable Opened opened, boolean begins) {
    this.store = store;
    this.opened = opened;
    this.begins = begins;
  }

  /** The same in which no effect begins as a local one. */
  Lane whole() {
    return new Lane(store, opened, false);
  }

  /**
   * An effect that may be slow.
   *
   * @param beginning its first moments, as a local activity; absent: it has none
   * @param activity the whole of it; joins what has begun
   */
  record Effect(Optional<Supplier<Early>> beginning, Supplier<Promise<EntryHead>> activity) {}

  /** The beginning of an effect that may hold the workflow task for so many milliseconds. */
  private interface Beginning {
    Early within(Effects.Beginnings beginnings, long millis);
  }

  /** Whose effect, and how: what all calls through one stub share. */
  private record Way(String who, Skeleton.Way way) {}

  /** The lane before the conversation is open: only {@link #store()} can be called. */
  static Lane local() {
    return new Lane(Workflow.newLocalActivityStub(Effects.Store.class, localOptions()), null, true);
  }

  private static LocalActivityOptions localOptions() {
    return LocalActivityOptions.newBuilder()
        .setStartToCloseTimeout(LOCAL_TIMEOUT)
        .setDoNotIncludeArgumentsIntoMarker(true)
        .setLocalRetryThreshold(Duration.ofSeconds(10))
        .setRetryOptions(
            RetryOptions.newBuilder()
                .setInitialInterval(Duration.ofMillis(100))
                .setMaximumInterval(Duration.ofSeconds(10))
                // Local activities are not retried at all where no limit is written.
                .setMaximumAttempts(Integer.MAX_VALUE)
                .build())
        .build();
  }

  Lane with(Opened found) {
    return new Lane(store, found, true);
  }

  /** Effects on the store. */
  Effects.Store store() {
    return store;
  }

  /** Calls an agent's model. */
  Effect reply(EffectCall call, Skeleton.Way.Call way) {
    return effect(
        call,
        known().modelQueue(),
        (beginnings, millis) -> beginnings.reply(call, millis),
        () -> Async.function(models(call.agent(), way)::reply, call));
  }

  /** Has an agent's model sum up the round. */
  Effect summarize(EffectCall call, Skeleton.Way.Call way) {
    return effect(
        call,
        known().modelQueue(),
        (beginnings, millis) -> beginnings.summarize(call, millis),
        () -> Async.function(models("summary", way)::summarize, call));
  }

  /** Calls the model that chooses who speaks. */
  Effect select(EffectCall call, Skeleton.Way.Call way) {
    return new Effect(
        Optional.empty(), () -> Async.function(models("who speaks", way)::select, call));
  }

  /** Runs code. */
  Effect run(EffectCall call, Skeleton.Way.Run way) {
    return effect(
        call,
        known().codeQueue(),
        (beginnings, millis) -> beginnings.executeCode(call, millis),
        () -> Async.function(code(call.agent(), way)::executeCode, call));
  }

  /** What has a queue of its own is not for the conversation's worker to begin. */
  private Effect effect(
      EffectCall call,
      @Nullable String queue,
      Beginning beginning,
      Supplier<Promise<EntryHead>> activity) {
    boolean auto = opened().skeleton().member(call.agent()).lane() == Agent.Lane.AUTO;
    long millis = auto && begins && queue == null ? pace.next() : 0;
    return new Effect(
        millis > 0 ? Optional.of(() -> beginning.within(beginnings, millis)) : Optional.empty(),
        activity);
  }

  /** Calls a tool: an activity that is named like it. */
  Promise<ToolEnd> tool(ToolTask task, Batch.Call call) {
    Opened.Settings known = known();
    long millis = call.timeoutMillis() > 0 ? call.timeoutMillis() : known.toolTimeout();
    ActivityOptions options =
        options(
            Duration.ofMillis(millis), known.toolQueue(), task.at().agent() + " · " + call.tool());
    return Workflow.newUntypedActivityStub(options).executeAsync(call.tool(), ToolEnd.class, task);
  }

  private Effects.Code code(String who, Skeleton.Way.Run way) {
    return sandboxes.computeIfAbsent(new Way(who, way), key -> sandbox(who, way));
  }

  private Effects.Code sandbox(String who, Skeleton.Way.Run way) {
    Opened.Settings known = known();
    Duration timeout =
        Duration.ofMillis(
            way.timeoutMillis() > 0 ? way.timeoutMillis() : known.codeTimeoutMillis());
    return Workflow.newActivityStub(
        Effects.Code.class, options(timeout, known.codeQueue(), who + " · " + way.label()));
  }

  private Effects.Models models(String who, Skeleton.Way.Call way) {
    return models.computeIfAbsent(new Way(who, way), key -> model(key.who(), way));
  }

  private Effects.Models model(String who, Skeleton.Way.Call way) {
    Opened.Settings known = known();
    Duration timeout =
        Duration.ofMillis(
            way.timeoutMillis() > 0 ? way.timeoutMillis() : known.modelTimeoutMillis());
    return Workflow.newActivityStub(
        Effects.Models.class, options(timeout, known.modelQueue(), who + " · " + way.label()));
  }

  /**
   * No limit of attempts: a weekend without workers must not use them up. How often a call may fail
   * is counted in the store, and its activity says so by failing for good.
   */
  private ActivityOptions options(Duration timeout, @Nullable String queue, String summary) {
    Opened.Settings known = known();
    ActivityOptions.Builder options =
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(timeout.plus(MARGIN))
            .setHeartbeatTimeout(Duration.ofMillis(known.heartbeatMillis()))
            .setCancellationType(ActivityCancellationType.TRY_CANCEL)
            .setSummary(summary)
            .setRetryOptions(
                RetryOptions.newBuilder()
                    .setInitialInterval(Duration.ofMillis(known.firstRetryMillis()))
                    .setMaximumInterval(LONGEST_RETRY)
                    .build());
    if (queue != null) {
      options.setTaskQueue(queue);
    }
    return options.build();
  }

  private Opened.Settings known() {
    return opened().settings();
  }

  private Opened opened() {
    if (opened == null) {
      throw new IllegalStateException("the conversation is not open yet");
    }
    return opened;
  }
}
