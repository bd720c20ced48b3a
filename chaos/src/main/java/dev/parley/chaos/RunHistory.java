package dev.parley.chaos;

import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.History;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryResponse;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.ArrayList;
import java.util.List;

/**
 * The raw history of one run, as the server keeps it.
 *
 * @param runId the run
 * @param history its events
 * @param bytes how large the server says it is
 */
record RunHistory(String workflowId, String runId, History history, long bytes) {

  /** A run and all that it continued as new. */
  static List<RunHistory> chain(WorkflowServiceStubs stubs, String workflowId, String firstRun) {
    List<RunHistory> chain = new ArrayList<>();
    String run = firstRun;
    while (!run.isEmpty()) {
      RunHistory one = read(stubs, workflowId, run);
      chain.add(one);
      run = one.next();
    }
    return chain;
  }

  /** One run alone. */
  static RunHistory read(WorkflowServiceStubs stubs, String workflowId, String run) {
    WorkflowExecution execution =
        WorkflowExecution.newBuilder().setWorkflowId(workflowId).setRunId(run).build();
    History.Builder all = History.newBuilder();
    ByteString page = ByteString.EMPTY;
    do {
      GetWorkflowExecutionHistoryResponse response =
          stubs
              .blockingStub()
              .getWorkflowExecutionHistory(
                  GetWorkflowExecutionHistoryRequest.newBuilder()
                      .setNamespace(Lab.NAMESPACE)
                      .setExecution(execution)
                      .setNextPageToken(page)
                      .build());
      all.addAllEvents(response.getHistory().getEventsList());
      page = response.getNextPageToken();
    } while (!page.isEmpty());
    return new RunHistory(workflowId, run, all.build(), size(stubs, execution));
  }

  private static long size(WorkflowServiceStubs stubs, WorkflowExecution execution) {
    return stubs
        .blockingStub()
        .describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace(Lab.NAMESPACE)
                .setExecution(execution)
                .build())
        .getWorkflowExecutionInfo()
        .getHistorySizeBytes();
  }

  List<HistoryEvent> events() {
    return history.getEventsList();
  }

  /** The run that this one continued as new, empty if it did not. */
  String next() {
    return events()
        .getLast()
        .getWorkflowExecutionContinuedAsNewEventAttributes()
        .getNewExecutionRunId();
  }

  /** For replay, and for files. */
  WorkflowExecutionHistory forReplay() {
    return new WorkflowExecutionHistory(history, workflowId);
  }
}
