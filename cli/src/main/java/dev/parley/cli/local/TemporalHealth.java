package dev.parley.cli.local;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Asks a Temporal server whether it takes work. */
public final class TemporalHealth {
  private TemporalHealth() {}

  /**
   * Asks the server at an address without TLS.
   *
   * @param address {@code host:port}
   * @return its version if it answers and has the namespace {@code default}
   */
  public static Optional<String> version(String address, Duration patience) {
    ManagedChannel channel =
        ManagedChannelBuilder.forTarget(address).usePlaintext().directExecutor().build();
    try {
      var server =
          WorkflowServiceGrpc.newBlockingStub(channel)
              .withDeadlineAfter(patience.toMillis(), TimeUnit.MILLISECONDS);
      String version =
          server.getSystemInfo(GetSystemInfoRequest.getDefaultInstance()).getServerVersion();
      var unused =
          server.describeNamespace(
              DescribeNamespaceRequest.newBuilder().setNamespace("default").build());
      return Optional.of(version);
    } catch (StatusRuntimeException e) {
      return Optional.empty(); // not yet, or not a Temporal server
    } finally {
      channel.shutdownNow();
    }
  }
}
