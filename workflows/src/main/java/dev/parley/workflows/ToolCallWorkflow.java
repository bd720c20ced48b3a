package dev.parley.workflows;

import io.temporal.common.converter.RawValue;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * One call of a tool that is an activity of other workers: workflow type {@code ToolCall}, workflow
 * id = key of the call. Its history holds the arguments and the result, since the other workers
 * read no transcript: docs/decisions/0024.
 */
@WorkflowInterface
public interface ToolCallWorkflow {

  /** The workflow type. */
  String TYPE = "ToolCall";

  /**
   * Calls the activity.
   *
   * @param arguments a JSON object: the one argument of the activity
   * @return what the activity returned, as it is
   */
  @WorkflowMethod(name = TYPE)
  RawValue call(ToolActivity call, RawValue arguments);
}
