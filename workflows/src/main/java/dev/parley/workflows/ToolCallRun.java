package dev.parley.workflows;

import dev.parley.agents.ToolEffect;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.common.converter.RawValue;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** Calls one activity: once, or again until it works where it may be repeated. */
public final class ToolCallRun implements ToolCallWorkflow {

  /** What fails that often fails for another reason than bad luck. */
  private static final int ATTEMPTS = 5;

  private static final Duration FIRST_RETRY = Duration.ofMillis(200);

  @Override
  public RawValue call(ToolActivity call, RawValue arguments) {
    return Workflow.newUntypedActivityStub(options(call))
        .execute(call.activity(), RawValue.class, arguments);
  }

  private static ActivityOptions options(ToolActivity call) {
    Duration time = Duration.ofMillis(call.timeoutMillis());
    int attempts = call.effect() == ToolEffect.ONCE ? 1 : ATTEMPTS;
    return ActivityOptions.newBuilder()
        .setTaskQueue(call.taskQueue())
        // What no worker has taken has not happened for certain: there must be time to see that.
        .setScheduleToStartTimeout(time.dividedBy(2))
        .setStartToCloseTimeout(time)
        .setScheduleToCloseTimeout(time.plus(time))
        .setRetryOptions(
            RetryOptions.newBuilder()
                .setInitialInterval(FIRST_RETRY)
                .setMaximumAttempts(attempts)
                .build())
        .build();
  }
}
