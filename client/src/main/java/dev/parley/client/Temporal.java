package dev.parley.client;

import dev.parley.transcript.ConversationStore.Over;
import dev.parley.transcript.Transcript;
import dev.parley.workflows.ConversationInput;
import dev.parley.workflows.ConversationWorkflow;
import dev.parley.workflows.Payloads;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.api.workflowservice.v1.DeleteWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.GrpcCompression;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What the client asks of the Temporal server; it connects when it is first needed. */
final class Temporal implements AutoCloseable {

  private static final Duration RPC = Duration.ofSeconds(10);

  private final ParleySettings settings;
  private final Lazy<WorkflowServiceStubs> stubs;
  private final Lazy<WorkflowClient> client;

  Temporal(ParleySettings settings) {
    this.settings = settings;
    this.stubs = new Lazy<>(() -> connect(settings));
    this.client =
        new Lazy<>(
            () ->
                WorkflowClient.newInstance(
                    stubs.get(),
                    WorkflowClientOptions.newBuilder(settings.profile().toWorkflowClientOptions())
                        .setDataConverter(Payloads.converter())
                        .build()));
  }

  private static WorkflowServiceStubs connect(ParleySettings settings) {
    return WorkflowServiceStubs.newServiceStubs(
        WorkflowServiceStubsOptions.newBuilder(settings.profile().toWorkflowServiceStubsOptions())
            .setRpcTimeout(RPC)
            // As in workers: messages are small.
            .setGrpcCompression(GrpcCompression.NONE)
            .setRpcRetryOptions(
                io.temporal.serviceclient.RpcRetryOptions.newBuilder()
                    .setInitialInterval(Duration.ofMillis(100))
                    .setMaximumInterval(Duration.ofSeconds(1))
                    .setExpiration(RPC)
                    .validateBuildWithDefaults())
            .build());
  }

  /** Starts a run, unless one of this conversation is open. */
  void start(String id, ConversationInput input, String summary) {
    WorkflowOptions options =
        WorkflowOptions.newBuilder()
            .setWorkflowId(id)
            .setTaskQueue(settings.taskQueue())
            .setWorkflowTaskTimeout(settings.workflowTask())
            .setWorkflowIdReusePolicy(
                WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
            .setWorkflowIdConflictPolicy(
                WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
            .setStaticSummary(summary)
            .build();
    var unused =
        reaching(
            () -> {
              try {
                return client
                    .get()
                    .newUntypedWorkflowStub(ConversationWorkflow.TYPE, options)
                    .start(input);
              } catch (WorkflowExecutionAlreadyStarted running) {
                return running.getExecution();
              }
            });
  }

  /** What became of a signal. */
  enum Signalled {
    /** The open run has it. */
    TAKEN,
    /** No run is open. */
    CLOSED,
    /** The open run takes no more signals before it continues as new, or the server is too busy. */
    FULL
  }

  /** Signals the open run. */
  Signalled signal(String id, String signal, Map<String, Object> body) {
    return reaching(
        () -> {
          try {
            client.get().newUntypedWorkflowStub(id).signal(signal, body);
            return Signalled.TAKEN;
          } catch (WorkflowNotFoundException closed) {
            return Signalled.CLOSED;
          } catch (WorkflowException e) {
            if (isFull(e)) {
              return Signalled.FULL;
            }
            throw e;
          }
        });
  }

  /** The server answers too many signals of a run as it answers a request that is malformed. */
  private static boolean isFull(WorkflowException e) {
    if (!(e.getCause() instanceof StatusRuntimeException cause)) {
      return false;
    }
    Status.Code code = cause.getStatus().getCode();
    return code == Status.Code.RESOURCE_EXHAUSTED
        || (code == Status.Code.INVALID_ARGUMENT
            && String.valueOf(cause.getStatus().getDescription()).contains("exceeded"));
  }

  /** The status of the newest run, absent if the server knows none. */
  Optional<WorkflowExecutionStatus> status(String id) {
    return reaching(
        () -> {
          try {
            return Optional.of(client.get().newUntypedWorkflowStub(id).describe().getStatus());
          } catch (WorkflowNotFoundException unknown) {
            return Optional.empty();
          } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }

  /** Ends the open run without asking it, and has the server forget the conversation. */
  void forget(String id) {
    var unused =
        reaching(
            () -> {
              terminate(id, "deleted");
              ToolHistories.forget(stubs.get(), client.get().getOptions().getNamespace(), id);
              try {
                return stubs
                    .get()
                    .blockingStub()
                    .deleteWorkflowExecution(
                        DeleteWorkflowExecutionRequest.newBuilder()
                            .setNamespace(client.get().getOptions().getNamespace())
                            .setWorkflowExecution(WorkflowExecution.newBuilder().setWorkflowId(id))
                            .build());
              } catch (StatusRuntimeException e) {
                if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
                  return e.getStatus();
                }
                throw e;
              }
            });
  }

  /** Ends the open run without asking it, if there is one. */
  void terminate(String id, String why) {
    WorkflowStub stub = client.get().newUntypedWorkflowStub(id);
    try {
      stub.terminate(why);
    } catch (WorkflowNotFoundException closed) {
      // There is nothing left to end, which is what was wanted.
      return;
    }
  }

  /** The newest run of a conversation; absent: the server knows none. */
  Optional<Over> last(String id) {
    return reaching(
        () ->
            new Runs(stubs.get(), client.get().getOptions().getNamespace())
                .find(id, null)
                .map(run -> new Over(run.runId(), run.firstRunId())));
  }

  /** What the server's view of conversations is compared by. */
  Reconciler reconciler(Transcript transcript) {
    return new Reconciler(transcript, stubs.get(), client.get().getOptions().getNamespace());
  }

  <T> T reaching(Supplier<T> call) {
    try {
      return call.get();
    } catch (StatusRuntimeException e) {
      throw away(e);
    } catch (WorkflowException e) {
      if (e.getCause() instanceof StatusRuntimeException) {
        throw away(e);
      }
      throw e;
    }
  }

  private ParleyException away(RuntimeException e) {
    return new ParleyException.ServerAway(
        "the Temporal server at %s does not answer; start it with ./parley dev, or set"
                .formatted(settings.address())
            + " TEMPORAL_ADDRESS",
        e);
  }

  @Override
  public void close() {
    stubs.ifMade(
        made -> {
          made.shutdown();
          var unused = made.awaitTermination(1, TimeUnit.SECONDS);
        });
  }
}
