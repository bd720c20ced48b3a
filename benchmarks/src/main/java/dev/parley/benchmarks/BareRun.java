package dev.parley.benchmarks;

import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** The floor's workflow; its activities have the timeouts that every activity needs. */
public final class BareRun implements BareWorkflow {

  private final BareActivity activity =
      Workflow.newActivityStub(
          BareActivity.class,
          ActivityOptions.newBuilder()
              .setStartToCloseTimeout(Duration.ofMinutes(5))
              .setHeartbeatTimeout(Duration.ofSeconds(2))
              .build());

  @Override
  public int run(int turns) {
    int turn = 0;
    while (turn < turns) {
      turn = activity.next(turn);
    }
    return turn;
  }
}
