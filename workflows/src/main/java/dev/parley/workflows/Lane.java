package dev.parley.workflows;

import dev.parley.agents.EntryHead;
import dev.parley.agents.Skeleton;
import dev.parley.agents.Step;
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
import org.jspecify.annotations.Nullable;

/**
 * The one seam through which effects are called. Slow ones are activities, visible and cancellable;
 * those on the store alone are local, and leave neither arguments nor words in history.
 */
final class Lane {

  private static final Duration LOCAL_TIMEOUT = Duration.ofSeconds(30);

  /** How much longer an activity may take than the call inside it: to read, write and report. */
  private static final Duration MARGIN = Duration.ofSeconds(30);

  private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);

  private final Effects.Store store;
  private final Opened.@Nullable Settings settings;

  // Kept, because to make them takes longer than to use them, and each turn uses one.
  private final Map<Way, Effects.Models> models = new LinkedHashMap<>();
  private final Map<Way, Effects.Code> sandboxes = new LinkedHashMap<>();

  private Lane(Effects.Store store, Opened.@Nullable Settings settings) {
    this.store = store;
    this.settings = settings;
  }

  /** Whose effect, and how: what all calls through one stub share. */
  private record Way(String who, Skeleton.Way way) {}

  /** The lane before the worker's settings are known: only {@link #store()} can be called. */
  static Lane local() {
    LocalActivityOptions options =
        LocalActivityOptions.newBuilder()
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
    return new Lane(Workflow.newLocalActivityStub(Effects.Store.class, options), null);
  }

  Lane with(Opened.Settings known) {
    return new Lane(store, known);
  }

  /** Effects on the store. */
  Effects.Store store() {
    return store;
  }

  /** Calls an agent's model. */
  Promise<EntryHead> reply(EffectCall call, Skeleton.Way.Call way) {
    return Async.function(models(call.agent(), way)::reply, call);
  }

  /** Has an agent's model sum up the round. */
  Promise<EntryHead> summarize(EffectCall call, Step.Summarize step) {
    return Async.function(models("summary", step.way())::summarize, call);
  }

  /** Runs code. */
  Promise<EntryHead> run(EffectCall call, Skeleton.Way.Run way) {
    Effects.Code code =
        sandboxes.computeIfAbsent(new Way(call.agent(), way), key -> code(key.who(), way));
    return Async.function(code::executeCode, call);
  }

  private Effects.Code code(String who, Skeleton.Way.Run way) {
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
    if (settings == null) {
      throw new IllegalStateException("the worker's settings are not known before open");
    }
    return settings;
  }
}
