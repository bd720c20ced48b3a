package dev.parley.worker;

import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import com.uber.m3.tally.ScopeCloseException;
import dev.parley.workflows.Payloads;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import io.temporal.serviceclient.GrpcCompression;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connection to Temporal. */
final class TemporalConnection implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(TemporalConnection.class);
  private static final int SECONDS = 3;
  private static final int REPORT_SECONDS = 5;

  private final TemporalSettings settings;
  private final Optional<Scope> scope;
  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;

  private TemporalConnection(WorkerSettings worker, Owner owner, Optional<MeterRegistry> meters) {
    this.settings = worker.temporal();
    this.scope = meters.map(TemporalConnection::scope);
    WorkflowServiceStubsOptions.Builder options =
        WorkflowServiceStubsOptions.newBuilder(settings.profile().toWorkflowServiceStubsOptions())
            .setConnectionBackoffResetFrequency(worker.profile().reconnect())
            // Messages are a few hundred bytes: packing them costs more than sending them.
            .setGrpcCompression(GrpcCompression.NONE)
            .addGrpcClientInterceptor(new WaitingPolls());
    scope.ifPresent(options::setMetricsScope);
    this.stubs = WorkflowServiceStubs.newServiceStubs(options.build());
    this.client =
        WorkflowClient.newInstance(
            stubs,
            WorkflowClientOptions.newBuilder(settings.profile().toWorkflowClientOptions())
                .setNamespace(settings.namespace())
                .setDataConverter(Payloads.converter())
                .setIdentity(owner.token())
                .build());
  }

  private static Scope scope(MeterRegistry meters) {
    return new RootScopeBuilder()
        .reporter(new MicrometerClientStatsReporter(meters))
        .reportEvery(com.uber.m3.util.Duration.ofSeconds(REPORT_SECONDS));
  }

  /**
   * Connects, and waits until the server knows the namespace.
   *
   * @throws WorkerException if that does not happen, or the server refuses us
   */
  static TemporalConnection open(
      WorkerSettings settings, Owner owner, Optional<MeterRegistry> meters, Patience patience) {
    TemporalConnection connection = new TemporalConnection(settings, owner, meters);
    try {
      String version = patience.until("Temporal at " + settings.temporal(), connection::knock);
      log.info("Temporal {} at {}", version, settings.temporal());
      new ConnectionWatch(connection.stubs.getRawChannel(), settings.temporal().address()).start();
      return connection;
    } catch (WorkerException e) {
      connection.close();
      throw e;
    }
  }

  /** Asks for version and namespace. */
  private String knock() {
    try {
      String version =
          stubs
              .blockingStub()
              .withDeadlineAfter(SECONDS, TimeUnit.SECONDS)
              .getSystemInfo(GetSystemInfoRequest.getDefaultInstance())
              .getServerVersion();
      var unused =
          stubs
              .blockingStub()
              .withDeadlineAfter(SECONDS, TimeUnit.SECONDS)
              .describeNamespace(
                  DescribeNamespaceRequest.newBuilder().setNamespace(settings.namespace()).build());
      return version;
    } catch (StatusRuntimeException e) {
      throw refusal(e);
    }
  }

  // Most codes mean that the server is not up yet, or that something between us is not.
  private RuntimeException refusal(StatusRuntimeException e) {
    Status.Code code = e.getStatus().getCode();
    if (code == Status.Code.UNAUTHENTICATED || code == Status.Code.PERMISSION_DENIED) {
      return new WorkerException.Unreachable(
          "Temporal at %s refuses this worker (%s). Check TEMPORAL_API_KEY, TEMPORAL_TLS_*"
              .formatted(settings, code),
          e);
    }
    return new Patience.NotYet(
        code == Status.Code.NOT_FOUND
            ? "there is no such namespace"
            : "does not answer (%s)".formatted(code),
        e);
  }

  /** Whether the server answers now. */
  boolean answers() {
    try {
      var unused =
          stubs
              .blockingStub()
              .withDeadlineAfter(SECONDS, TimeUnit.SECONDS)
              .getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
      return true;
    } catch (StatusRuntimeException e) {
      return false;
    }
  }

  WorkflowClient client() {
    return client;
  }

  WorkflowServiceStubs stubs() {
    return stubs;
  }

  String namespace() {
    return settings.namespace();
  }

  @Override
  public void close() {
    stubs.shutdownNow();
    try {
      if (scope.isPresent()) {
        scope.get().close();
      }
    } catch (ScopeCloseException e) {
      log.debug("the metrics scope did not close", e);
    }
  }
}
