package dev.parley.benchmarks;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** The floor: a workflow that does nothing but call activities, one after the other. */
@WorkflowInterface
public interface BareWorkflow {

  /** Its type. */
  String TYPE = "Bare";

  /** Its task queue. */
  String QUEUE = "bare";

  /** Calls the no-op activity so many times. */
  @WorkflowMethod(name = TYPE)
  int run(int turns);
}
