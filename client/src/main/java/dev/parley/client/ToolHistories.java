package dev.parley.client;

import dev.parley.workflows.ToolCallWorkflow;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DeleteWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.concurrent.TimeUnit;

/** The histories of tool calls by other workers: they hold words, and go with the conversation. */
public final class ToolHistories {

  private static final long SECONDS = 10;

  private ToolHistories() {}

  /**
   * Has the server forget all calls of a conversation. A server that cannot search has none that
   * outlive it.
   *
   * @throws StatusRuntimeException if the server cannot be asked
   */
  public static void forget(WorkflowServiceStubs stubs, String namespace, String conversation) {
    var request =
        ListWorkflowExecutionsRequest.newBuilder()
            .setNamespace(namespace)
            .setQuery(
                "WorkflowType = '%s' AND WorkflowId STARTS_WITH '%s/'"
                    .formatted(ToolCallWorkflow.TYPE, conversation.replace("'", "")));
    try {
      ListWorkflowExecutionsResponse page;
      do {
        page = within(stubs).listWorkflowExecutions(request.build());
        page.getExecutionsList().forEach(call -> forget(stubs, namespace, call));
        request.setNextPageToken(page.getNextPageToken());
      } while (!page.getNextPageToken().isEmpty());
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.UNIMPLEMENTED) {
        throw e;
      }
    }
  }

  private static void forget(
      WorkflowServiceStubs stubs, String namespace, WorkflowExecutionInfo call) {
    try {
      var unused =
          within(stubs)
              .deleteWorkflowExecution(
                  DeleteWorkflowExecutionRequest.newBuilder()
                      .setNamespace(namespace)
                      .setWorkflowExecution(call.getExecution())
                      .build());
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.NOT_FOUND) {
        throw e;
      }
    }
  }

  private static WorkflowServiceBlockingStub within(WorkflowServiceStubs stubs) {
    return stubs.blockingStub().withDeadlineAfter(SECONDS, TimeUnit.SECONDS);
  }
}
