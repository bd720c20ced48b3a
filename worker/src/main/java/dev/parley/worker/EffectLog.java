package dev.parley.worker;

import dev.parley.workflows.Append;
import dev.parley.workflows.Closing;
import dev.parley.workflows.EffectCall;
import dev.parley.workflows.ToolTask;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.client.ActivityCompletionException;
import io.temporal.common.converter.DataConverterException;
import io.temporal.common.converter.EncodedValues;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Counts each effect and how long it took, and logs those that failed or were cut short; those that
 * went well only at debug. Neither log lines nor what leaves for history hold a word of a
 * conversation: an exception that is no failure of our own is replaced by one, and logged by class
 * and frames.
 */
final class EffectLog extends WorkerInterceptorBase {

  private static final Logger log = LoggerFactory.getLogger("dev.parley.effects");
  private static final int FRAMES = 15;

  private final Optional<MeterRegistry> meters;

  EffectLog(Optional<MeterRegistry> meters) {
    this.meters = meters;
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new Watched(next);
  }

  private final class Watched extends ActivityInboundCallsInterceptorBase {
    private @Nullable ActivityInfo info;

    Watched(ActivityInboundCallsInterceptor next) {
      super(next);
    }

    @Override
    public void init(ActivityExecutionContext context) {
      info = context.getInfo();
      super.init(context);
    }

    @Override
    public ActivityOutput execute(ActivityInput input) {
      ActivityInfo activity = Objects.requireNonNull(info, "init comes first");
      long start = System.nanoTime();
      Keys.put(activity, input.getArguments());
      if (activity.getAttempt() > 1) {
        meters.ifPresent(all -> retried(all, activity.getActivityType()));
      }
      try {
        return execute(activity, input, start);
      } finally {
        Keys.remove();
      }
    }

    private ActivityOutput execute(ActivityInfo activity, ActivityInput input, long start) {
      String type = activity.getActivityType();
      try {
        ActivityOutput output = super.execute(input);
        // Thousands a minute on a busy worker, and all of them are counted.
        log.debug("{}: {} ms", type, millis(start));
        count(type, "done", start);
        return output;
      } catch (ActivityCompletionException cancelled) {
        log.info("{}: cancelled after {} ms", type, millis(start));
        count(type, "cancelled", start);
        throw cancelled;
      } catch (ApplicationFailure failure) {
        log.warn("{}: {} after {} ms", type, failure.getType(), millis(start));
        count(type, failure.getType(), start);
        throw failure;
      } catch (RuntimeException | Error e) {
        throw replaced(type, e, start);
      }
    }
  }

  private ApplicationFailure replaced(String type, Throwable e, long start) {
    boolean stopping = Thread.interrupted() || e.getCause() instanceof InterruptedException;
    if (stopping) {
      log.info("{}: handed over after {} ms, this worker stops", type, millis(start));
      count(type, "handedOver", start);
      return ApplicationFailure.newFailure("the worker stops, another takes over", "workerStops");
    }
    log.warn("{}: defect after {} ms: {}", type, millis(start), frames(e));
    count(type, "defect", start);
    return ApplicationFailure.newFailure(
        "unexpected %s; the worker's log has its frames".formatted(e.getClass().getName()),
        "defect");
  }

  /** Class and place of an exception and its causes, without their messages. */
  static String frames(Throwable e) {
    return Stream.iterate(e, Objects::nonNull, Throwable::getCause)
        .limit(5)
        .map(
            one ->
                Arrays.stream(one.getStackTrace())
                    .limit(FRAMES)
                    .map(frame -> "\n    " + frame)
                    .collect(Collectors.joining("", one.getClass().getName(), "")))
        .collect(Collectors.joining("\ncaused by "));
  }

  private static void retried(MeterRegistry meters, String type) {
    meters.counter("parley.retries", "effect", type).increment();
  }

  private void count(String type, String outcome, long start) {
    meters.ifPresent(
        registry ->
            registry
                .timer("parley.effects", "effect", type, "outcome", outcome)
                .record(Duration.ofNanos(System.nanoTime() - start)));
  }

  private static long millis(long start) {
    return Duration.ofNanos(System.nanoTime() - start).toMillis();
  }

  /** What stands beside each log line of an effect. */
  private static final class Keys {

    private Keys() {}

    static void put(ActivityInfo activity, @Nullable Object[] arguments) {
      MDC.put("conversation", activity.getWorkflowId());
      MDC.put("attempt", Integer.toString(activity.getAttempt()));
      if (arguments.length > 0) {
        call(arguments[0])
            .ifPresent(
                call -> {
                  MDC.put("seq", Integer.toString(call.seq()));
                  MDC.put("intent", call.intent().key());
                  Optional.ofNullable(call.agent())
                      .filter(agent -> !agent.isEmpty())
                      .ifPresent(agent -> MDC.put("agent", agent));
                });
      }
    }

    private static Optional<EffectCall> call(@Nullable Object argument) {
      return switch (argument) {
        case EffectCall call -> Optional.of(call);
        case Append append -> Optional.of(append.at());
        case Closing closing -> Optional.of(closing.at());
        case EncodedValues values -> tool(values);
        case null, default -> Optional.empty();
      };
    }

    /** The input of a dynamic activity, which need not be one of ours. */
    private static Optional<EffectCall> tool(EncodedValues values) {
      try {
        return Optional.ofNullable(values.get(0, ToolTask.class)).map(ToolTask::at);
      } catch (DataConverterException stranger) {
        return Optional.empty();
      }
    }

    static void remove() {
      Stream.of("conversation", "attempt", "seq", "intent", "agent").forEach(MDC::remove);
    }
  }
}
