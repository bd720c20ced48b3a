package dev.parley.activities.mcp;

import com.fasterxml.jackson.databind.DeserializationFeature;
import dev.parley.activities.tools.ToolSource;
import dev.parley.transcript.Json;
import io.modelcontextprotocol.client.McpAsyncClient;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator.ValidationResponse;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.publisher.Mono;

/** One connection to a server, from greeting to end. Any number of threads ask at once. */
final class Session implements AutoCloseable {

  /** A server may be downloaded when it is first started. */
  private static final Duration OPENING = Duration.ofSeconds(90);

  private static final Duration ANSWERING = Duration.ofSeconds(30);

  /** Who waits says how long: the SDK has one time for all requests. */
  private static final Duration FOR_EVER = Duration.ofDays(30);

  /** A number is sent as it was approved: 240.00. */
  static final McpJsonMapper JSON =
      new JacksonMcpJsonMapper(
          Json.mapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS));

  private final McpServer server;
  private final Optional<ServerProcess> process;
  private final Wire wire;
  private final McpAsyncClient client;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final long start = System.nanoTime();

  private Session(
      McpServer server,
      Optional<ServerProcess> process,
      McpClientTransport transport,
      Runnable changed) {
    this.server = server;
    this.process = process;
    this.wire = new Wire(transport, changed, () -> ended.set(true));
    this.client =
        McpClient.async(wire)
            .clientInfo(McpSchema.Implementation.builder("parley", "1").build())
            .requestTimeout(FOR_EVER)
            .initializationTimeout(OPENING)
            // Results are for models, which read what does not fit the server's own schema too.
            .jsonSchemaValidator((schema, result) -> ValidationResponse.asValid(""))
            .build();
  }

  /**
   * Connects.
   *
   * @param changed told when the server says that its tools have changed
   * @throws ToolSource.Unavailable if there is no session to be had now
   * @throws InterruptedException if nobody waits any more
   */
  static Session open(McpServer server, Runnable changed) throws InterruptedException {
    Session session =
        switch (server.reach()) {
          case McpServer.Command command -> started(server, command, changed);
          case McpServer.Remote remote ->
              new Session(server, Optional.empty(), transport(remote), changed);
        };
    boolean open = false;
    try {
      session.greet();
      open = true;
      return session;
    } finally {
      if (!open) {
        session.close();
      }
    }
  }

  private static Session started(McpServer server, McpServer.Command command, Runnable changed) {
    try {
      ServerProcess process = ServerProcess.start(server.name(), command);
      var transport = new StdioTransport(server.name(), process, JSON);
      return new Session(server, Optional.of(process), transport, changed);
    } catch (IOException e) {
      throw new Unreached(
          server,
          "\"%s\" cannot be started".formatted(command),
          "is it installed, and on the worker's PATH?",
          Optional.empty(),
          e);
    }
  }

  private static McpClientTransport transport(McpServer.Remote remote) {
    HttpRequest.Builder request = HttpRequest.newBuilder();
    remote.headers().forEach(request::header);
    return HttpClientStreamableHttpTransport.builder(remote.url().toString())
        .endpoint(remote.url().toString())
        .customizeClient(client -> client.followRedirects(HttpClient.Redirect.NEVER))
        .requestBuilder(request)
        .jsonMapper(JSON)
        .maxResponseSize(StdioTransport.LONGEST)
        .build();
  }

  private void greet() throws InterruptedException {
    CompletableFuture<McpSchema.InitializeResult> greeting = client.initialize().toFuture();
    try {
      var unused = greeting.get(OPENING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new Unreached(
          server,
          "\"%s\": %s".formatted(server.reach(), Failing.opening(e)),
          process.isPresent()
              ? "run its command by hand to see why"
              : "look at its url and headers",
          process.map(ServerProcess::end),
          e);
    }
  }

  /** Whether it may be asked. */
  boolean isOpen() {
    return !ended.get();
  }

  /** How long it has been there. */
  Duration age() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** What the server can. */
  McpSchema.ServerCapabilities abilities() {
    McpSchema.ServerCapabilities told = client.getServerCapabilities();
    return told == null ? McpSchema.ServerCapabilities.builder().build() : told;
  }

  McpAsyncClient client() {
    return client;
  }

  /** The process id of the server, if it is a process of the worker's. */
  Optional<Long> pid() {
    return process.map(ServerProcess::pid);
  }

  // --- Requests

  /**
   * Asks and waits for the answer, for ever: who is interrupted tells the server that nobody waits.
   *
   * @param parameters the very object that is sent
   * @throws Unsent if the server has not had it
   * @throws Refused if the server answered with an error
   * @throws dev.parley.activities.tools.OutcomeUnknown if it was sent and nobody knows more
   */
  <T> T call(Object parameters, Mono<T> answer) throws Exception {
    return answer(parameters, answer, FOR_EVER);
  }

  /** The same for what takes no time. */
  <T> T ask(Mono<T> answer) throws Exception {
    return answer(this, answer, ANSWERING);
  }

  private <T> T answer(Object parameters, Mono<T> answer, Duration patience) throws Exception {
    CompletableFuture<T> future = answer.toFuture();
    try {
      return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      wire.cancel(parameters);
      throw e;
    } catch (TimeoutException e) {
      throw new Refused("the server \"%s\" does not answer".formatted(server.name()), e);
    } catch (ExecutionException e) {
      throw Failing.of(server, e.getCause() == null ? e : e.getCause());
    } finally {
      future.cancel(true);
    }
  }

  @Override
  public void close() {
    ended.set(true);
    var unused = client.closeGracefully().timeout(ANSWERING).onErrorComplete().block();
  }
}
