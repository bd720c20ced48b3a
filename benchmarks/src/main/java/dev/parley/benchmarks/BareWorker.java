package dev.parley.benchmarks;

import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.GrpcCompression;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Objects;

/** The floor's worker process, with the SDK's options that Parley's worker has too. */
public final class BareWorker {

  /** The variable that names the file which its activities write. */
  static final String FILE = "PARLEY_BENCHMARK_FILE";

  private BareWorker() {}

  /** Works until the process is ended. */
  public static void main(String... arguments) throws IOException {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(System.getenv("TEMPORAL_ADDRESS"))
                .setGrpcCompression(GrpcCompression.NONE)
                .build());
    WorkerFactory factory =
        WorkerFactory.newInstance(
            WorkflowClient.newInstance(stubs),
            WorkerFactoryOptions.newBuilder().setUsingVirtualWorkflowThreads(true).build());
    Worker worker =
        factory.newWorker(
            BareWorkflow.QUEUE,
            WorkerOptions.newBuilder()
                .setUsingVirtualThreads(true)
                .setStickyQueueScheduleToStartTimeout(Duration.ofSeconds(1))
                .setMaxHeartbeatThrottleInterval(Duration.ofSeconds(1))
                .setDefaultHeartbeatThrottleInterval(Duration.ofSeconds(1))
                .build());
    worker.registerWorkflowImplementationTypes(BareRun.class, BareLocalRun.class);
    FileChannel file =
        FileChannel.open(
            Path.of(Objects.requireNonNull(System.getenv(FILE), FILE)),
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
    worker.registerActivitiesImplementations(new BareEffects(file));
    factory.start();
  }
}
