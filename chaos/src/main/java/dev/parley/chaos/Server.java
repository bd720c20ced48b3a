package dev.parley.chaos;

import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A real Temporal server with a database file, on 127.0.0.1. It can be killed with SIGKILL and
 * started again on the same file and ports.
 */
public final class Server implements AutoCloseable, Victim {

  private static final int LAUNCHES = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration SOON = Duration.ofSeconds(12);
  private static final String NAMESPACE = "default";

  private static final List<String> SETTINGS =
      List.of(
          "history.transferProcessorMaxPollRPS=2000",
          "history.timerProcessorMaxPollRPS=2000",
          "history.visibilityProcessorMaxPollRPS=500",
          "matching.numTaskqueueReadPartitions=1",
          "matching.numTaskqueueWritePartitions=1",
          "system.enableActivityEagerExecution=true",
          "frontend.httpAllowedHosts=[\"none.invalid\"]",
          // The error limit is looked at only above the warning limit.
          "limit.blobSize.warn=81920",
          "limit.blobSize.error=81920",
          "history.maximumSignalsPerExecution=500");

  private static final List<String> SEARCH_ATTRIBUTES =
      List.of(
          "ParleyTeam=Keyword",
          "ParleyState=Keyword",
          "ParleySpeaker=Keyword",
          "ParleyWaitingOn=Keyword",
          "ParleyCost=Double");

  private final Path folder;
  private final Child child;
  private final List<String> command;
  private final int port;

  private Server(Path program, Path folder) {
    this.folder = folder;
    this.child = new Child(folder.resolve("temporal.log"));
    List<Integer> ports = freePorts(3);
    this.port = ports.getFirst();
    this.command = command(program, folder.resolve("temporal.db"), ports);
  }

  /** Starts a server whose file is in the folder, and waits until it takes work. */
  public static Server start(Path program, Path folder) {
    for (int i = 1; i < LAUNCHES; i++) {
      Server server = new Server(program, folder);
      server.restart();
      if (server.hasNamespace(SOON)) {
        return server;
      }
      // Somebody else listens on its port, or has one of those that it chose itself.
      server.kill();
    }
    Server last = new Server(program, folder);
    last.restart();
    if (!last.hasNamespace(PATIENCE)) {
      last.kill();
      throw new IllegalStateException(
          "no Temporal server took work in %d starts. %s".formatted(LAUNCHES, last.child.tail()));
    }
    return last;
  }

  private static List<String> command(Path program, Path database, List<Integer> ports) {
    List<String> all =
        new ArrayList<>(List.of("sh", "-c", "umask 077; exec \"$0\" \"$@\"", program.toString()));
    all.addAll(List.of("server", "start-dev", "--db-filename", database.toString()));
    all.addAll(List.of("--ip", "127.0.0.1", "--log-level", "error"));
    all.addAll(List.of("--port", ports.get(0).toString(), "--ui-port", ports.get(1).toString()));
    all.addAll(List.of("--http-port", ports.get(2).toString()));
    all.addAll(List.of("--sqlite-pragma", "journal_mode=wal"));
    all.addAll(List.of("--sqlite-pragma", "synchronous=normal"));
    SETTINGS.forEach(setting -> all.addAll(List.of("--dynamic-config-value", setting)));
    SEARCH_ATTRIBUTES.forEach(one -> all.addAll(List.of("--search-attribute", one)));
    return List.copyOf(all);
  }

  /** Ports that are free now; all are held until each is known, so that they differ. */
  private static List<Integer> freePorts(int count) {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      List<Integer> ports = held.stream().map(ServerSocket::getLocalPort).toList();
      for (ServerSocket socket : held) {
        socket.close();
      }
      return ports;
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on 127.0.0.1", e);
    }
  }

  /** {@code HOST:PORT}, the same in all its lives. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  /** Ends it with SIGKILL. */
  @Override
  public void kill() {
    child.kill();
  }

  /** Starts it again and waits until it listens. */
  public void restart() {
    launch();
    awaitUp();
  }

  @Override
  public void awaitUp() {
    // Somebody may have one of its ports for a moment: they were free while it was down.
    for (int i = 0; i < LAUNCHES && !cameUp(); i++) {
      launch();
    }
    if (!child.isAlive()) {
      throw new IllegalStateException("the Temporal server ended at once. " + child.tail());
    }
  }

  private boolean cameUp() {
    Waiting.until("the Temporal server listens", PATIENCE, () -> listens() || died());
    return child.isAlive();
  }

  /** Stops it where it stands. */
  @Override
  public void freeze() {
    child.freeze();
  }

  /** Lets it go on. */
  @Override
  public void thaw() {
    child.thaw();
  }

  /** Its files: the database, and what belongs to it while the server runs. */
  List<Path> files() {
    return java.util.stream.Stream.of("", "-wal", "-shm")
        .map(end -> folder.resolve("temporal.db" + end))
        .toList();
  }

  /** Waits until it knows its namespace, which a server with a new file has to make first. */
  void awaitReady() {
    if (!hasNamespace(PATIENCE)) {
      throw new IllegalStateException(
          "the Temporal server has no namespace after %d s. %s"
              .formatted(PATIENCE.toSeconds(), child.tail()));
    }
  }

  /** Starts it again, without waiting. */
  @Override
  public void launch() {
    child.start(folder, command, Map.of());
  }

  private boolean died() {
    return !child.isAlive();
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** A new server has no namespace for the first moments. */
  private boolean hasNamespace(Duration patience) {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address()).build());
    try {
      return Waiting.holds(patience, () -> died() || knows(stubs)) && child.isAlive();
    } finally {
      stubs.shutdownNow();
    }
  }

  private static boolean knows(WorkflowServiceStubs stubs) {
    try {
      var unused =
          stubs
              .blockingStub()
              .withWaitForReady()
              .withDeadlineAfter(1, TimeUnit.SECONDS)
              .describeNamespace(
                  DescribeNamespaceRequest.newBuilder().setNamespace(NAMESPACE).build());
      return true;
    } catch (StatusRuntimeException notYet) {
      return false;
    }
  }

  /** Its memory in bytes. */
  long memory() {
    return child.memory();
  }

  /** Where it logs. */
  public Path log() {
    return child.log();
  }

  @Override
  public void close() {
    child.close();
  }
}
