package dev.parley.cli.local;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.temporal.api.command.v1.Command;
import io.temporal.api.command.v1.RecordMarkerCommandAttributes;
import io.temporal.api.command.v1.ScheduleActivityTaskCommandAttributes;
import io.temporal.api.command.v1.UpsertWorkflowSearchAttributesCommandAttributes;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.ActivityTaskCompletedEventAttributes;
import io.temporal.api.history.v1.ActivityTaskScheduledEventAttributes;
import io.temporal.api.history.v1.ActivityTaskStartedEventAttributes;
import io.temporal.api.history.v1.History;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.MarkerRecordedEventAttributes;
import io.temporal.api.history.v1.UpsertWorkflowSearchAttributesEventAttributes;
import io.temporal.api.history.v1.WorkflowExecutionStartedEventAttributes;
import io.temporal.api.history.v1.WorkflowTaskCompletedEventAttributes;
import io.temporal.api.history.v1.WorkflowTaskScheduledEventAttributes;
import io.temporal.api.history.v1.WorkflowTaskStartedEventAttributes;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The history of the one workflow of a {@link RehearsalServer}. Each workflow task brings all of
 * it, as to a worker that takes over.
 */
final class RehearsalHistory {
  private final StartWorkflowExecutionRequest request;
  private final WorkflowExecution execution;
  private final List<HistoryEvent> events = new ArrayList<>();
  private long lastTask;

  RehearsalHistory(StartWorkflowExecutionRequest request, String runId) {
    this.request = request;
    this.execution =
        WorkflowExecution.newBuilder()
            .setWorkflowId(request.getWorkflowId())
            .setRunId(runId)
            .build();
    var unused =
        add(
            event(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED)
                .setWorkflowExecutionStartedEventAttributes(
                    WorkflowExecutionStartedEventAttributes.newBuilder()
                        .setWorkflowType(request.getWorkflowType())
                        .setTaskQueue(request.getTaskQueue())
                        .setInput(request.getInput())
                        .setWorkflowTaskTimeout(request.getWorkflowTaskTimeout())
                        .setOriginalExecutionRunId(runId)
                        .setFirstExecutionRunId(runId)
                        .setWorkflowId(request.getWorkflowId())
                        .setAttempt(1)));
  }

  private static HistoryEvent.Builder event(EventType type) {
    return HistoryEvent.newBuilder().setEventType(type).setEventTime(now());
  }

  private static Timestamp now() {
    Instant now = Instant.now();
    return Timestamp.newBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano()).build();
  }

  private long add(HistoryEvent.Builder event) {
    long id = events.size() + 1L;
    events.add(event.setEventId(id).build());
    return id;
  }

  /** A workflow task, already given to a worker. */
  synchronized PollWorkflowTaskQueueResponse task() {
    long before = lastTask;
    lastTask = begun();
    return PollWorkflowTaskQueueResponse.newBuilder()
        .setTaskToken(ByteString.copyFromUtf8("task " + lastTask))
        .setWorkflowExecution(execution)
        .setWorkflowType(request.getWorkflowType())
        .setPreviousStartedEventId(before)
        .setStartedEventId(lastTask)
        .setAttempt(1)
        .setHistory(History.newBuilder().addAllEvents(events))
        .setScheduledTime(now())
        .setStartedTime(now())
        .build();
  }

  private long begun() {
    long scheduled =
        add(
            event(EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED)
                .setWorkflowTaskScheduledEventAttributes(
                    WorkflowTaskScheduledEventAttributes.newBuilder()
                        .setTaskQueue(request.getTaskQueue())
                        .setStartToCloseTimeout(request.getWorkflowTaskTimeout())
                        .setAttempt(1)));
    return add(
        event(EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED)
            .setWorkflowTaskStartedEventAttributes(
                WorkflowTaskStartedEventAttributes.newBuilder().setScheduledEventId(scheduled)));
  }

  /**
   * Writes down what the worker decided.
   *
   * @return the activities that it wants done
   */
  synchronized List<PollActivityTaskQueueResponse> decided(
      RespondWorkflowTaskCompletedRequest decision) {
    long completed =
        add(
            event(EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED)
                .setWorkflowTaskCompletedEventAttributes(
                    WorkflowTaskCompletedEventAttributes.newBuilder()
                        .setScheduledEventId(lastTask - 1)
                        .setStartedEventId(lastTask)
                        .setSdkMetadata(decision.getSdkMetadata())));
    List<PollActivityTaskQueueResponse> wanted = new ArrayList<>();
    for (Command command : decision.getCommandsList()) {
      taken(command, completed).ifPresent(wanted::add);
    }
    return wanted;
  }

  private Optional<PollActivityTaskQueueResponse> taken(Command command, long decision) {
    return switch (command.getCommandType()) {
      case COMMAND_TYPE_RECORD_MARKER -> {
        var unused = marker(command.getRecordMarkerCommandAttributes(), decision);
        yield Optional.empty();
      }
      case COMMAND_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES -> {
        var unused =
            attributes(command.getUpsertWorkflowSearchAttributesCommandAttributes(), decision);
        yield Optional.empty();
      }
      case COMMAND_TYPE_SCHEDULE_ACTIVITY_TASK -> {
        var asked = command.getScheduleActivityTaskCommandAttributes();
        yield Optional.of(activity(asked, scheduled(asked, decision)));
      }
      // The end of the workflow, of which no more tasks come.
      default -> Optional.empty();
    };
  }

  private long marker(RecordMarkerCommandAttributes marker, long decision) {
    return add(
        event(EventType.EVENT_TYPE_MARKER_RECORDED)
            .setMarkerRecordedEventAttributes(
                MarkerRecordedEventAttributes.newBuilder()
                    .setMarkerName(marker.getMarkerName())
                    .putAllDetails(marker.getDetailsMap())
                    .setHeader(marker.getHeader())
                    .setWorkflowTaskCompletedEventId(decision)));
  }

  private long attributes(UpsertWorkflowSearchAttributesCommandAttributes wanted, long decision) {
    return add(
        event(EventType.EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES)
            .setUpsertWorkflowSearchAttributesEventAttributes(
                UpsertWorkflowSearchAttributesEventAttributes.newBuilder()
                    .setWorkflowTaskCompletedEventId(decision)
                    .setSearchAttributes(wanted.getSearchAttributes())));
  }

  private long scheduled(ScheduleActivityTaskCommandAttributes asked, long decision) {
    return add(
        event(EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED)
            .setActivityTaskScheduledEventAttributes(
                ActivityTaskScheduledEventAttributes.newBuilder()
                    .setActivityId(asked.getActivityId())
                    .setActivityType(asked.getActivityType())
                    .setTaskQueue(asked.getTaskQueue())
                    .setHeader(asked.getHeader())
                    .setInput(asked.getInput())
                    .setStartToCloseTimeout(asked.getStartToCloseTimeout())
                    .setHeartbeatTimeout(asked.getHeartbeatTimeout())
                    .setRetryPolicy(asked.getRetryPolicy())
                    .setWorkflowTaskCompletedEventId(decision)));
  }

  private PollActivityTaskQueueResponse activity(
      ScheduleActivityTaskCommandAttributes asked, long scheduled) {
    return PollActivityTaskQueueResponse.newBuilder()
        .setTaskToken(ByteString.copyFromUtf8(Long.toString(scheduled)))
        .setWorkflowNamespace(request.getNamespace())
        .setWorkflowType(request.getWorkflowType())
        .setWorkflowExecution(execution)
        .setActivityId(asked.getActivityId())
        .setActivityType(asked.getActivityType())
        .setHeader(asked.getHeader())
        .setInput(asked.getInput())
        .setStartToCloseTimeout(asked.getStartToCloseTimeout())
        .setHeartbeatTimeout(asked.getHeartbeatTimeout())
        .setRetryPolicy(asked.getRetryPolicy())
        .setScheduledTime(now())
        .setCurrentAttemptScheduledTime(now())
        .setStartedTime(now())
        .setAttempt(1)
        .build();
  }

  /** An activity was done: the workflow is asked what comes next. */
  synchronized PollWorkflowTaskQueueResponse done(RespondActivityTaskCompletedRequest activity) {
    long scheduled = Long.parseLong(activity.getTaskToken().toStringUtf8());
    long started =
        add(
            event(EventType.EVENT_TYPE_ACTIVITY_TASK_STARTED)
                .setActivityTaskStartedEventAttributes(
                    ActivityTaskStartedEventAttributes.newBuilder()
                        .setScheduledEventId(scheduled)
                        .setAttempt(1)));
    var unused =
        add(
            event(EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED)
                .setActivityTaskCompletedEventAttributes(
                    ActivityTaskCompletedEventAttributes.newBuilder()
                        .setScheduledEventId(scheduled)
                        .setStartedEventId(started)
                        .setResult(activity.getResult())));
    return task();
  }
}
