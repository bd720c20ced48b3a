package dev.parley.benchmarks;

import io.temporal.activity.LocalActivityOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** The floor of the lane auto; nothing is written into its markers but results. */
public final class BareLocalRun implements BareLocalWorkflow {

  private final BareActivity activity =
      Workflow.newLocalActivityStub(
          BareActivity.class,
          LocalActivityOptions.newBuilder()
              .setStartToCloseTimeout(Duration.ofSeconds(30))
              .setDoNotIncludeArgumentsIntoMarker(true)
              .build());

  @Override
  public int run(int turns) {
    int turn = 0;
    while (turn < turns) {
      turn = activity.keep(turn);
    }
    return turn;
  }
}
