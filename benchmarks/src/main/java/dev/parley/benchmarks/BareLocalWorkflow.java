package dev.parley.benchmarks;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** The floor of the lane auto: local activities, one after the other, that each keep something. */
@WorkflowInterface
public interface BareLocalWorkflow {

  /** Its type. */
  String TYPE = "BareLocal";

  /** Calls the local activity so many times. */
  @WorkflowMethod(name = TYPE)
  int run(int turns);
}
