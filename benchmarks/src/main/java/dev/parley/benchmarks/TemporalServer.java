package dev.parley.benchmarks;

import dev.parley.workflows.Payloads;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Temporal server with a database file, tuned as the launcher tunes it. */
final class TemporalServer implements AutoCloseable {

  private static final List<String> SETTINGS =
      List.of(
          "history.transferProcessorMaxPollRPS=2000",
          "history.timerProcessorMaxPollRPS=2000",
          "history.visibilityProcessorMaxPollRPS=500",
          "matching.numTaskqueueReadPartitions=1",
          "matching.numTaskqueueWritePartitions=1",
          "system.enableActivityEagerExecution=true",
          "frontend.httpAllowedHosts=[\"none.invalid\"]",
          "limit.blobSize.warn=81920",
          "limit.blobSize.error=81920",
          "history.maximumSignalsPerExecution=500");

  private static final List<String> ATTRIBUTES =
      List.of(
          "ParleyTeam=Keyword",
          "ParleyState=Keyword",
          "ParleySpeaker=Keyword",
          "ParleyWaitingOn=Keyword",
          "ParleyCost=Double");

  private final Path program;
  private final int port = freePort();
  private final Child child;
  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;

  private TemporalServer(Path program, Path folder) throws InterruptedException {
    this.program = program;
    this.child = Child.start(command(folder), Map.of(), folder.resolve("temporal.log"));
    this.stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address()).build());
    var unused = child.until("the Temporal server answers", this::answers);
    this.client =
        WorkflowClient.newInstance(
            stubs,
            WorkflowClientOptions.newBuilder().setDataConverter(Payloads.converter()).build());
  }

  /**
   * A new server whose files are in a folder.
   *
   * @throws IllegalStateException if there is no {@code temporal} program
   */
  static TemporalServer start(Path folder) throws InterruptedException {
    return new TemporalServer(find(System.getenv()), folder);
  }

  private static Path find(Map<String, String> environment) {
    String home = System.getProperty("user.home");
    Path caches = Path.of(environment.getOrDefault("XDG_CACHE_HOME", home + "/.cache"));
    Path cache =
        Path.of(environment.getOrDefault("PARLEY_CACHE", caches.resolve("parley").toString()));
    Stream<Path> path =
        Stream.of(environment.getOrDefault("PATH", "").split(":", -1)).map(Path::of);
    return Stream.concat(folders(cache), path)
        .map(folder -> folder.resolve("temporal"))
        .filter(Files::isExecutable)
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException("there is no temporal program; ./parley setup gets it"));
  }

  private static Stream<Path> folders(Path cache) {
    try (Stream<Path> all = Files.list(cache)) {
      return all.sorted().toList().stream();
    } catch (IOException none) {
      return Stream.empty();
    }
  }

  private List<String> command(Path folder) {
    List<String> command =
        new ArrayList<>(
            List.of(program.toString(), "server", "start-dev", "--headless", "--db-filename"));
    command.add(folder.resolve("temporal.db").toString());
    command.addAll(List.of("--ip", "127.0.0.1", "--port", Integer.toString(port)));
    command.addAll(List.of("--http-port", Integer.toString(freePort()), "--log-level", "error"));
    command.addAll(List.of("--sqlite-pragma", "journal_mode=wal"));
    command.addAll(List.of("--sqlite-pragma", "synchronous=normal"));
    SETTINGS.forEach(setting -> command.addAll(List.of("--dynamic-config-value", setting)));
    ATTRIBUTES.forEach(one -> command.addAll(List.of("--search-attribute", one)));
    return command;
  }

  private boolean answers() {
    try {
      return stubs
          .blockingStub()
          .withDeadlineAfter(2, TimeUnit.SECONDS)
          .describeNamespace(DescribeNamespaceRequest.newBuilder().setNamespace("default").build())
          .hasNamespaceInfo();
    } catch (StatusRuntimeException notYet) {
      return false;
    }
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  WorkflowClient client() {
    return client;
  }

  ProcessUse use() {
    return child.use();
  }

  /** What a worker must be told about it. */
  Map<String, String> environment() {
    return Map.of("TEMPORAL_ADDRESS", address());
  }

  @Override
  public void close() {
    stubs.shutdownNow();
    child.close();
  }
}
