package dev.parley.activities.foreign;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.activities.tools.ArgumentSchema;
import dev.parley.activities.tools.CallArguments;
import dev.parley.activities.tools.OutcomeUnknown;
import dev.parley.activities.tools.Tool;
import dev.parley.activities.tools.ToolContext;
import dev.parley.agents.Names;
import dev.parley.agents.ToolEffect;
import dev.parley.transcript.Json;
import dev.parley.workflows.ToolActivity;
import dev.parley.workflows.ToolCallWorkflow;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import io.temporal.common.converter.RawValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An activity of other workers as a tool. A small workflow calls it, whose id is the key of the
 * call: whoever attempts the call again finds it there, running or done, so that nothing is in
 * doubt because a worker of Parley was lost.
 */
public final class ActivityTool implements Tool {

  private static final Logger LOG = LoggerFactory.getLogger(ActivityTool.class);

  /** Bytes of arguments: they stand in that workflow's history. */
  static final int MOST = 64 * 1024;

  private final String name;
  private final Definition definition;
  private final WorkflowClient client;
  private final String queue;
  private final ArgumentSchema check;

  /**
   * What a team file says of it.
   *
   * @param activity the activity's type
   * @param taskQueue where its workers are
   * @param effect what it does to the world
   * @param description what it does, for models
   * @param parameters JSON Schema of its argument: an object
   * @param timeout how long one call may take
   */
  public record Definition(
      String activity,
      String taskQueue,
      ToolEffect effect,
      String description,
      String parameters,
      Duration timeout) {}

  /**
   * A tool.
   *
   * @param queue of workers that run {@link ToolCallWorkflow}
   * @throws IllegalArgumentException if the name is none, or the parameters are no JSON object
   */
  public ActivityTool(String name, Definition definition, WorkflowClient client, String queue) {
    this.name = Names.check("tools", name);
    this.definition = definition;
    this.client = client;
    this.queue = queue;
    this.check = new ArgumentSchema(Json.read(definition.parameters(), ObjectNode.class));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return definition.description();
  }

  @Override
  public String parameters() {
    return definition.parameters();
  }

  @Override
  public ToolEffect effect() {
    return definition.effect();
  }

  @Override
  public Duration timeout() {
    return definition.timeout();
  }

  @Override
  public boolean joins() {
    return true;
  }

  @Override
  public String place() {
    return "activity %s on %s".formatted(definition.activity(), definition.taskQueue());
  }

  @Override
  public Optional<String> problem(String arguments) {
    int bytes = arguments.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MOST) {
      return Optional.of("the arguments have %d bytes; at most %d".formatted(bytes, MOST));
    }
    return check.problem(arguments);
  }

  // --- A call

  @Override
  public String call(String arguments, ToolContext context) throws Exception {
    WorkflowStub call = begun(arguments, context);
    CompletableFuture<RawValue> result = call.getResultAsync(RawValue.class);
    try {
      return Raw.text(result.get());
    } catch (InterruptedException e) {
      cancel(call);
      throw e;
    } catch (ExecutionException e) {
      throw Ends.of(definition, e.getCause() == null ? e : e.getCause());
    } finally {
      result.cancel(true);
    }
  }

  private void cancel(WorkflowStub call) {
    try {
      call.cancel();
    } catch (WorkflowServiceException | StatusRuntimeException e) {
      LOG.debug("{}: not cancelled: {}", name, e.getClass().getSimpleName());
    }
  }

  private WorkflowStub begun(String arguments, ToolContext context) throws OutcomeUnknown {
    ObjectNode object =
        CallArguments.parse(arguments)
            .orElseThrow(() -> new IllegalArgumentException("the arguments are no JSON object"));
    WorkflowStub fresh = client.newUntypedWorkflowStub(ToolCallWorkflow.TYPE, options(context));
    try {
      var unused = fresh.start(call(), Raw.json(object.toString()));
      return fresh;
    } catch (WorkflowExecutionAlreadyStarted earlier) {
      return client.newUntypedWorkflowStub(context.key());
    } catch (WorkflowServiceException | StatusRuntimeException e) {
      throw new OutcomeUnknown("Temporal could not be asked to call it", e);
    }
  }

  private ToolActivity call() {
    return new ToolActivity(
        definition.activity(),
        definition.taskQueue(),
        definition.effect(),
        definition.timeout().toMillis());
  }

  private WorkflowOptions options(ToolContext context) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(context.key())
        .setTaskQueue(queue)
        .setWorkflowIdReusePolicy(
            definition.effect() == ToolEffect.ONCE
                ? WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE
                : WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY)
        .setStaticSummary("%s · %s".formatted(context.agent(), name))
        .build();
  }
}
