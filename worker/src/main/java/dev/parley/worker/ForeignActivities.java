package dev.parley.worker;

import dev.parley.activities.foreign.ActivityTool;
import dev.parley.activities.tools.Tool;
import dev.parley.activities.tools.ToolSource;
import dev.parley.activities.tools.Toolset;
import dev.parley.agents.ToolEffect;
import dev.parley.agents.ToolKind;
import dev.parley.agents.ToolSpec;
import io.temporal.client.WorkflowClient;
import java.time.Duration;

/** Makes tools of the activities that team files name, where the settings allow their queue. */
final class ForeignActivities implements Toolset.Activities {

  /** What a file says that says nothing of arguments. */
  private static final String ANYTHING = "{\"type\":\"object\"}";

  private final WorkerSettings settings;
  private final WorkflowClient client;

  ForeignActivities(WorkerSettings settings, WorkflowClient client) {
    this.settings = settings;
    this.client = client;
  }

  @Override
  public Tool tool(String name, ToolSpec spec, ToolKind.ActivityCall call) {
    String queue = call.taskQueue() == null ? "" : call.taskQueue();
    if (!settings.mayCall(queue)) {
      throw new ToolSource.Unavailable(refusal(name, queue), new IllegalStateException(queue));
    }
    String description = call.description();
    String parameters = call.parameters();
    ToolEffect effect = spec.effect();
    Duration timeout = spec.timeout();
    return new ActivityTool(
        name,
        new ActivityTool.Definition(
            call.activity(),
            queue,
            effect == null ? ToolEffect.ONCE : effect,
            description == null ? "" : description,
            parameters == null ? ANYTHING : parameters,
            timeout == null ? Tool.DEFAULT_TIMEOUT : timeout),
        client,
        settings.queues().conversations());
  }

  private static String refusal(String name, String queue) {
    return queue.isEmpty()
        ? "tools.%s: names no taskQueue; write the one on which the activity's workers are"
            .formatted(name)
        : "tools.%s: this worker calls no activities on the task queue \"%s\"; list it in %s"
            .formatted(name, queue, Setting.ACTIVITY_QUEUES.key());
  }
}
