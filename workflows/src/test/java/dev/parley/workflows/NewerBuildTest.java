package dev.parley.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.agents.ConversationState;
import dev.parley.agents.Skeleton;
import io.temporal.activity.DynamicActivity;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.converter.EncodedValues;
import io.temporal.common.converter.RawValue;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.DynamicWorkflow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A conversation of a newer build in the hands of a worker of this one. */
@Timeout(60)
class NewerBuildTest {

  private static final String QUEUE = "builds";
  private static final Duration SOON = Duration.ofSeconds(20);

  private final TestWorkflowEnvironment environment =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setWorkflowClientOptions(
                  WorkflowClientOptions.newBuilder().setDataConverter(Payloads.converter()).build())
              .build());
  private final WorkflowClient client = environment.getWorkflowClient();

  @AfterEach
  void close() {
    environment.close();
  }

  /** The effects of a newer build: its teams have a newer outline. */
  public static final class NewerEffects implements DynamicActivity {
    @Override
    public Object execute(EncodedValues arguments) {
      return VersionsTest.opened(Skeleton.VERSION + 1, ConversationState.VERSION);
    }
  }

  /** A worker that knows the form, as far as this test is concerned. */
  public static final class Upgraded implements DynamicWorkflow {
    @Override
    public Object execute(EncodedValues input) {
      return "it went on";
    }
  }

  private WorkerFactory worker(Class<?> workflow) {
    WorkerFactory factory = WorkerFactory.newInstance(client);
    Worker worker = factory.newWorker(QUEUE);
    worker.registerWorkflowImplementationTypes(workflow);
    worker.registerActivitiesImplementations(new NewerEffects());
    factory.start();
    return factory;
  }

  private WorkflowStub start(String id, Object input) {
    WorkflowStub stub =
        client.newUntypedWorkflowStub(
            ConversationWorkflow.TYPE,
            WorkflowOptions.newBuilder()
                .setWorkflowId(id)
                .setTaskQueue(QUEUE)
                .setWorkflowTaskTimeout(Duration.ofSeconds(1))
                .build());
    var unused = stub.start(input);
    return stub;
  }

  private List<String> failures(String id) {
    return client.fetchHistory(id).getEvents().stream()
        .filter(event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED)
        .map(event -> event.getWorkflowTaskFailedEventAttributes().getFailure().toString())
        .toList();
  }

  private void assertLeftToAnUpgradedWorker(WorkflowStub stub, String id) {
    WorkerFactory present = worker(ConversationRun.class);
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(failures(id))
                    .isNotEmpty()
                    .allSatisfy(failure -> assertThat(failure).contains("upgrade the workers")));
    assertThat(stub.describe().getStatus())
        .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
    present.shutdownNow();

    WorkerFactory upgraded = worker(Upgraded.class);
    assertThat(stub.getResult(String.class)).isEqualTo("it went on");
    upgraded.shutdownNow();
  }

  @Test
  void aRunThatCarriesANewerStateIsLeftToAnUpgradedWorker() {
    RawValue carried = new RawValue(VersionsTest.carrying(ConversationState.VERSION + 1));

    assertLeftToAnUpgradedWorker(start("carried", carried), "carried");
  }

  @Test
  void aRunThatCarriesSomethingUnknownIsLeftToAnUpgradedWorker() {
    RawValue carried = new RawValue(VersionsTest.carrying(ConversationState.VERSION));

    assertLeftToAnUpgradedWorker(start("unknown", carried), "unknown");
  }

  @Test
  void aRunWhoseTeamHasANewerOutlineIsLeftToAnUpgradedWorker() {
    assertLeftToAnUpgradedWorker(
        start("found", Map.of("team", "later", "task", "Go on.")), "found");
  }

  @Test
  void anInputThatIsNoneEndsTheRunAtOnce() {
    WorkflowStub stub = start("broken", "no object");
    WorkerFactory present = worker(ConversationRun.class);

    await()
        .atMost(SOON)
        .until(
            () ->
                stub.describe().getStatus()
                    == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_FAILED);
    assertThat(failures("broken")).isEmpty();
    present.shutdownNow();
  }
}
