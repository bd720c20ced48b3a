package dev.parley.chaos;

import dev.parley.workflows.ConversationRun;
import dev.parley.workflows.Payloads;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;

/** Replays histories with the workflow's code of today. */
final class Replay implements AutoCloseable {

  private final TestWorkflowEnvironment environment =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setWorkflowClientOptions(
                  WorkflowClientOptions.newBuilder().setDataConverter(Payloads.converter()).build())
              .build());
  private final Worker worker = environment.newWorker("replay");

  Replay() {
    worker.registerWorkflowImplementationTypes(ConversationRun.class);
  }

  /** Throws if the code would do anything else than what happened. */
  void replay(RunHistory run) throws Exception {
    worker.replayWorkflowExecution(run.forReplay());
  }

  @Override
  public void close() {
    environment.close();
  }
}
