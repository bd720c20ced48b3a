package dev.parley.worker;

import static org.awaitility.Awaitility.await;

import dev.parley.workflows.Payloads;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A real Temporal server with a database file, as Parley starts it. Where the {@code temporal}
 * program is missing, tests are skipped with a loud line, or fail if {@code PARLEY_REQUIRE} names
 * {@code temporal}.
 */
final class TemporalTestServer implements AutoCloseable {

  private static final List<String> SETTINGS =
      List.of(
          "history.transferProcessorMaxPollRPS=2000",
          "history.timerProcessorMaxPollRPS=2000",
          "history.visibilityProcessorMaxPollRPS=500",
          "matching.numTaskqueueReadPartitions=1",
          "matching.numTaskqueueWritePartitions=1",
          "system.enableActivityEagerExecution=true",
          "frontend.httpAllowedHosts=[\"none.invalid\"]",
          "limit.blobSize.error=81920",
          "limit.blobSize.warn=81920",
          "history.maximumSignalsPerExecution=500");

  private static final List<String> ATTRIBUTES =
      List.of(
          "ParleyTeam=Keyword",
          "ParleyState=Keyword",
          "ParleySpeaker=Keyword",
          "ParleyWaitingOn=Keyword",
          "ParleyCost=Double");

  private final Path program;
  private final Path folder;
  private final boolean attributes;
  private final int port = freePort();
  private Process process;
  private WorkflowServiceStubs stubs;

  private TemporalTestServer(Path program, Path folder, boolean attributes) {
    this.program = program;
    this.folder = folder;
    this.attributes = attributes;
    this.process = launch();
    this.stubs = connect();
  }

  /** A server whose file is in the folder. */
  static TemporalTestServer start(Path folder) {
    return new TemporalTestServer(program(), folder, true);
  }

  /** A server without Parley's search attributes. */
  static TemporalTestServer bare(Path folder) {
    return new TemporalTestServer(program(), folder, false);
  }

  private static Path program() {
    String cache =
        System.getenv()
            .getOrDefault("PARLEY_CACHE", System.getProperty("user.home") + "/.cache/parley");
    Stream<Path> path =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1)).map(Path::of);
    return Stream.concat(Stream.of(Path.of(cache, "temporal-1.29.1")), path)
        .map(folder -> folder.resolve("temporal"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseGet(TemporalTestServer::missing);
  }

  private static Path missing() {
    String message = "the Temporal server is not there. Get it: ./parley setup";
    String required = System.getenv().getOrDefault("PARLEY_REQUIRE", "");
    if (List.of(required.split(",", -1)).contains("temporal")) {
      throw new IllegalStateException(message);
    }
    System.err.println("SKIPPED: worker tests that need Temporal: " + message);
    return Assumptions.abort(message);
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Process launch() {
    List<String> command =
        new ArrayList<>(
            List.of(
                program.toString(),
                "server",
                "start-dev",
                "--headless",
                "--db-filename",
                folder.resolve("temporal.db").toString(),
                "--ip",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--http-port",
                Integer.toString(freePort()),
                "--log-level",
                "error",
                "--sqlite-pragma",
                "journal_mode=wal",
                "--sqlite-pragma",
                "synchronous=normal"));
    SETTINGS.forEach(setting -> command.addAll(List.of("--dynamic-config-value", setting)));
    if (attributes) {
      ATTRIBUTES.forEach(one -> command.addAll(List.of("--search-attribute", one)));
    }
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("temporal.log").toFile()))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private WorkflowServiceStubs connect() {
    WorkflowServiceStubs connected =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address()).build());
    await("the Temporal server answers")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptions()
        .until(
            () -> {
              relaunchIfEnded();
              return connected
                  .blockingStub()
                  .withDeadlineAfter(2, TimeUnit.SECONDS)
                  .describeNamespace(
                      DescribeNamespaceRequest.newBuilder().setNamespace("default").build())
                  .hasNamespaceInfo();
            });
    return connected;
  }

  /** Somebody may have taken a port that was free a moment before. */
  private void relaunchIfEnded() {
    if (!process.isAlive()) {
      process = launch();
    }
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  WorkflowServiceStubs stubs() {
    return stubs;
  }

  WorkflowClient client() {
    return WorkflowClient.newInstance(
        stubs, WorkflowClientOptions.newBuilder().setDataConverter(Payloads.converter()).build());
  }

  /** What a worker's environment says about this server, and nothing of this machine's. */
  Map<String, String> environment() {
    return Map.of(
        "TEMPORAL_ADDRESS", address(),
        "TEMPORAL_CONFIG_FILE", folder.resolve("no-profile.toml").toString());
  }

  /** Ends the server at once. */
  void kill() {
    stubs.shutdownNow();
    process.destroyForcibly().onExit().join();
  }

  /** Starts it again on its file. */
  void startAgain() {
    process = launch();
    stubs = connect();
  }

  @Override
  public void close() {
    kill();
  }
}
