package dev.parley.client;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryReverseRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What the Temporal server knows of the runs of conversations. */
final class Runs {

  private static final int SECONDS = 5;

  /** How many of the last events are looked through for the cause of a failure. */
  private static final int LAST = 20;

  private final WorkflowServiceStubs stubs;
  private final String namespace;

  Runs(WorkflowServiceStubs stubs, String namespace) {
    this.stubs = stubs;
    this.namespace = namespace;
  }

  /**
   * A run as the server describes it.
   *
   * @param firstRunId the first of the chain of continuations that it belongs to
   * @param failures how often its workflow task has failed in a row
   */
  record Run(String runId, String firstRunId, WorkflowExecutionStatus status, int failures) {
    boolean isOpen() {
      return status == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
    }
  }

  /**
   * The newest run of a conversation, or the given one; absent if the server knows none.
   *
   * @throws StatusRuntimeException if the server does not answer
   */
  Optional<Run> find(String conversation, @Nullable String runId) {
    try {
      DescribeWorkflowExecutionResponse answer =
          stubs
              .blockingStub()
              .withDeadlineAfter(SECONDS, TimeUnit.SECONDS)
              .describeWorkflowExecution(
                  DescribeWorkflowExecutionRequest.newBuilder()
                      .setNamespace(namespace)
                      .setExecution(execution(conversation, runId))
                      .build());
      var info = answer.getWorkflowExecutionInfo();
      int attempt =
          answer.hasPendingWorkflowTask() ? answer.getPendingWorkflowTask().getAttempt() : 1;
      return Optional.of(
          new Run(
              info.getExecution().getRunId(),
              info.getFirstRunId(),
              info.getStatus(),
              Math.max(0, attempt - 1)));
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Why the workflow task of a run fails, as far as its history says so. */
  Optional<String> failure(String conversation, String runId) {
    return stubs
        .blockingStub()
        .withDeadlineAfter(SECONDS, TimeUnit.SECONDS)
        .getWorkflowExecutionHistoryReverse(
            GetWorkflowExecutionHistoryReverseRequest.newBuilder()
                .setNamespace(namespace)
                .setExecution(execution(conversation, runId))
                .setMaximumPageSize(LAST)
                .build())
        .getHistory()
        .getEventsList()
        .stream()
        .filter(event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED)
        .findFirst()
        .map(HistoryEvent::getWorkflowTaskFailedEventAttributes)
        .map(failed -> innermost(failed.getFailure()).getMessage())
        .filter(message -> !message.isEmpty());
  }

  /** What the others are wrapped around. */
  private static Failure innermost(Failure failure) {
    Failure inner = failure;
    while (inner.hasCause()) {
      inner = inner.getCause();
    }
    return inner;
  }

  private static WorkflowExecution execution(String conversation, @Nullable String runId) {
    return WorkflowExecution.newBuilder()
        .setWorkflowId(conversation)
        .setRunId(runId == null ? "" : runId)
        .build();
  }
}
