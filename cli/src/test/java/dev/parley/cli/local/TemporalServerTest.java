package dev.parley.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.cli.local.TemporalServer.Spec;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporalServerTest {
  @TempDir private Path folder;
  private Spec spec = new Spec(Path.of("none"), Path.of("none"), Path.of("none"), 0, 0);

  @BeforeEach
  void home() {
    Home home = Home.of(folder, Map.of()).create();
    Spec usual = Spec.of(home, Parts.requireTemporal());
    spec = new Spec(usual.program(), usual.database(), usual.log(), Ports.any(), Ports.any());
  }

  @Test
  void whatAKilledServerKnewTheNextOneOnTheFileKnows() {
    TemporalServer first = TemporalServer.start(spec, System.getenv());
    String run = withClient(client -> begin(client));
    first.id().kill();
    assertThat(first.id().alive()).isFalse();
    first.close();

    try (TemporalServer second = TemporalServer.start(spec, System.getenv())) {
      assertThat(second.isAlive()).isTrue();
      String status =
          withClient(
              client ->
                  client.newUntypedWorkflowStub("w-1").describe().getStatus()
                      + " "
                      + client.newUntypedWorkflowStub("w-1").describe().getExecution().getRunId());
      assertThat(status).isEqualTo("WORKFLOW_EXECUTION_STATUS_RUNNING " + run);
    }
  }

  @Test
  void onlyItsOwnerReadsItsFilesAndItEndsWhenItIsClosed() throws IOException {
    TemporalServer server = TemporalServer.start(spec, System.getenv());
    ProcessId id = server.id();
    try (Stream<Path> files = Files.list(folder.resolve(".parley"))) {
      assertThat(files.filter(Files::isRegularFile).toList())
          .hasSizeGreaterThanOrEqualTo(2)
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo("rw-------"));
    }
    server.close();

    assertThat(id.alive()).isFalse();
    assertThat(Ports.isFree(spec.port())).isTrue();
  }

  @Test
  void aSecondServerOnTheSameFileIsRefused() {
    TemporalServer first = TemporalServer.start(spec, System.getenv());
    try (first) {
      Spec other = new Spec(spec.program(), spec.database(), spec.log(), Ports.any(), Ports.any());

      assertThatThrownBy(() -> TemporalServer.start(other, System.getenv()))
          .isInstanceOf(PartException.class)
          .hasMessageContaining("another parley runs a Temporal server on " + spec.database());
      assertThat(first.isAlive()).isTrue();
    }
  }

  @Test
  void onATakenPortItSaysSoAndIsNotTakenForTheServerThatAnswersThere() {
    try (TemporalServer first = TemporalServer.start(spec, System.getenv())) {
      Path otherFile = folder.resolve("other.db");
      Spec other = new Spec(spec.program(), otherFile, spec.log(), spec.port(), Ports.any());

      assertThatThrownBy(() -> TemporalServer.start(other, System.getenv()))
          .isInstanceOf(PartException.class)
          .hasMessageContaining("ended at once")
          .hasMessageContaining(":" + spec.port());
      assertThat(first.isAlive()).isTrue();
    }
  }

  @Test
  void theUsualPortIsLeftToWhoeverHasIt() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(Ports.free(taken.getLocalPort())).isNotEqualTo(taken.getLocalPort());
    }
  }

  @Test
  void theSearchAttributesAreRegistered() {
    try (TemporalServer server = TemporalServer.start(spec, System.getenv())) {
      OperatorServiceStubs operator =
          OperatorServiceStubs.newServiceStubs(
              OperatorServiceStubsOptions.newBuilder()
                  .setTarget(server.spec().address())
                  .validateAndBuildWithDefaults());
      try {
        Map<String, IndexedValueType> attributes =
            operator
                .blockingStub()
                .listSearchAttributes(
                    ListSearchAttributesRequest.newBuilder().setNamespace("default").build())
                .getCustomAttributesMap();
        assertThat(attributes.keySet())
            .containsExactlyInAnyOrderElementsOf(TemporalFlags.SEARCH_ATTRIBUTES.keySet());
        assertThat(attributes)
            .containsEntry("ParleyCost", IndexedValueType.INDEXED_VALUE_TYPE_DOUBLE);
      } finally {
        operator.shutdownNow();
      }
    }
  }

  @Test
  void aWebPageCannotSignalThroughTheHttpDoor() throws IOException, InterruptedException {
    try (TemporalServer server = TemporalServer.start(spec, System.getenv())) {
      assertThat(server.isAlive()).isTrue();
      withClient(client -> begin(client));
      Matcher port = Pattern.compile("HTTP: +\\S+:(\\d+)").matcher(Files.readString(spec.log()));
      assertThat(port.find()).isTrue();
      assertThat(asAPage(Integer.parseInt(port.group(1)))).isEqualTo(403);
      // The page of the Temporal UI asks for a token that only its own pages can have.
      assertThat(asAPage(spec.uiPort())).isEqualTo(400);
      List<EventType> happened =
          withClient(
              client ->
                  client.fetchHistory("w-1").getHistory().getEventsList().stream()
                      .map(HistoryEvent::getEventType)
                      .toList());
      assertThat(happened)
          .contains(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED)
          .doesNotContain(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED);
    }
  }

  /** The status of the answer to what a page of a stranger can send without being asked. */
  private static int asAPage(int port) throws IOException, InterruptedException {
    String path = "/api/v1/namespaces/default/workflows/w-1/signal/stop";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Content-Type", "text/plain")
            .header("Origin", "https://evil.example")
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }
  }

  private static String begin(WorkflowClient client) {
    return client
        .newUntypedWorkflowStub(
            "Nobody", WorkflowOptions.newBuilder().setWorkflowId("w-1").setTaskQueue("q").build())
        .start()
        .getRunId();
  }

  private <T> T withClient(Function<WorkflowClient, T> use) {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(spec.address()).build());
    try {
      return use.apply(WorkflowClient.newInstance(stubs));
    } finally {
      stubs.shutdownNow();
    }
  }
}
