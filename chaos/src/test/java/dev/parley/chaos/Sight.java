package dev.parley.chaos;

import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.query.v1.WorkflowQuery;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import io.temporal.api.workflowservice.v1.QueryWorkflowRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** All that a Temporal server shows to whoever may read it. */
final class Sight {

  private static final List<String> QUERIES =
      List.of("status", "pending", "__stack_trace", "__temporal_workflow_metadata");

  private final WorkflowServiceStubs stubs;

  Sight(WorkflowServiceStubs stubs) {
    this.stubs = stubs;
  }

  /** Every run of every workflow, with memo and search attributes. */
  List<WorkflowExecutionInfo> runs() {
    List<WorkflowExecutionInfo> all = new ArrayList<>();
    ByteString page = ByteString.EMPTY;
    do {
      ListWorkflowExecutionsResponse response =
          stubs
              .blockingStub()
              .listWorkflowExecutions(
                  ListWorkflowExecutionsRequest.newBuilder()
                      .setNamespace(Lab.NAMESPACE)
                      .setNextPageToken(page)
                      .build());
      all.addAll(response.getExecutionsList());
      page = response.getNextPageToken();
    } while (!page.isEmpty());
    return all;
  }

  /** The histories of these runs. */
  List<RunHistory> histories(List<WorkflowExecutionInfo> runs) {
    return runs.stream()
        .map(WorkflowExecutionInfo::getExecution)
        .map(run -> RunHistory.read(stubs, run.getWorkflowId(), run.getRunId()))
        .toList();
  }

  /** Each event of a history by itself. */
  static Stream<Exhibit> events(RunHistory run) {
    return run.events().stream().map(event -> new Exhibit(place(run, event), event.toByteString()));
  }

  private static String place(RunHistory run, HistoryEvent event) {
    return "%s, run %s, event %d %s"
        .formatted(run.workflowId(), run.runId(), event.getEventId(), event.getEventType());
  }

  /** A run as it stands, with the failures and heartbeats of what it waits for. */
  DescribeWorkflowExecutionResponse describe(WorkflowExecution run) {
    return stubs
        .blockingStub()
        .describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace(Lab.NAMESPACE)
                .setExecution(run)
                .build());
  }

  /** What is seen of these runs without reading their histories. */
  Stream<Exhibit> descriptions(List<WorkflowExecutionInfo> runs) {
    return runs.stream()
        .flatMap(
            run ->
                Stream.of(
                    new Exhibit(run.getExecution() + " in the list", run.toByteString()),
                    new Exhibit(
                        run.getExecution() + " described",
                        describe(run.getExecution()).toByteString())));
  }

  /** The open run of a conversation as it stands now. */
  DescribeWorkflowExecutionResponse open(String id) {
    return describe(WorkflowExecution.newBuilder().setWorkflowId(id).build());
  }

  /** All that the Temporal UI shows of an open conversation now. */
  List<Exhibit> now(String id) {
    List<Exhibit> all = new ArrayList<>();
    all.add(new Exhibit(id + " described while it is open", open(id).toByteString()));
    for (String query : QUERIES) {
      all.add(new Exhibit("query %s of %s".formatted(query, id), answer(id, query)));
    }
    return all;
  }

  private ByteString answer(String id, String query) {
    return stubs
        .blockingStub()
        .queryWorkflow(
            QueryWorkflowRequest.newBuilder()
                .setNamespace(Lab.NAMESPACE)
                .setExecution(WorkflowExecution.newBuilder().setWorkflowId(id))
                .setQuery(WorkflowQuery.newBuilder().setQueryType(query))
                .build())
        .toByteString();
  }
}
