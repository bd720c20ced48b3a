package dev.parley.activities.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parley.activities.tools.OutcomeUnknown;
import dev.parley.activities.tools.Tool;
import dev.parley.activities.tools.ToolContext;
import dev.parley.agents.ToolSpec;
import dev.parley.transcript.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The tools of a server that is reached by streamable HTTP. */
@Timeout(60)
class RemoteTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ToolContext CONTEXT = new ToolContext("c", "c/main/i", "anna");
  private static final ToolSpec SPEC = Json.read("{}", ToolSpec.class);

  private final HttpServer http;
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final List<String> keys = new CopyOnWriteArrayList<>();
  private volatile String session = "s1";
  private volatile int status = 200;
  private McpSource source;

  RemoteTest() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext("/tools/mcp", this::answer);
    http.createContext("/elsewhere", exchange -> calls.add("elsewhere"));
    http.start();
    source = source("/tools/mcp");
  }

  private McpSource source(String path) {
    URI url = URI.create("http://127.0.0.1:%d%s".formatted(http.getAddress().getPort(), path));
    var remote = new McpServer.Remote(url, Map.of("Authorization", "Bearer k1"));
    return new McpSource(new McpServer("remote", remote, Duration.ofSeconds(20)));
  }

  @AfterEach
  void close() {
    source.close();
    http.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    JsonNode message = JSON.readTree(exchange.getRequestBody());
    keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    String method = message == null ? "" : message.path("method").asText();
    String given = exchange.getRequestHeaders().getFirst("Mcp-Session-Id");
    boolean greeting = method.equals("initialize");
    if (status != 200) {
      exchange.getResponseHeaders().add("Location", "/elsewhere");
      exchange.sendResponseHeaders(status, -1);
    } else if (exchange.getRequestMethod().equals("GET")) {
      exchange.sendResponseHeaders(405, -1);
    } else if (!greeting && !session.equals(given)) {
      exchange.sendResponseHeaders(404, -1);
    } else if (message != null && message.has("id")) {
      exchange.getResponseHeaders().add("Mcp-Session-Id", session);
      answer(exchange, message, method);
    } else {
      exchange.sendResponseHeaders(202, -1);
    }
    exchange.close();
  }

  private void answer(HttpExchange exchange, JsonNode message, String method) throws IOException {
    String result =
        switch (method) {
          case "initialize" ->
              """
              {"protocolVersion":"2025-06-18","capabilities":{"tools":{}},\
              "serverInfo":{"name":"fake","version":"1"}}""";
          case "tools/list" ->
              """
              {"tools":[{"name":"pay","inputSchema":{"type":"object"}},\
              {"name":"drop","inputSchema":{"type":"object"}}]}""";
          default -> {
            calls.add(message.at("/params/name").asText());
            yield "{\"content\":[{\"type\":\"text\",\"text\":\"paid\"}]}";
          }
        };
    if (message.at("/params/name").asText().equals("drop")) {
      // Promises more than it sends.
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, 1_000);
      return;
    }
    byte[] body =
        "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":%s}"
            .formatted(message.get("id"), result)
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }

  private String call(String name) throws Exception {
    Tool tool =
        source.tools(SPEC).stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow();
    return tool.call("{}", CONTEXT);
  }

  @Test
  void aToolIsCalledWithTheConfiguredHeaders() throws Exception {
    assertThat(call("pay")).isEqualTo("paid");

    assertThat(keys).isNotEmpty().containsOnly("Bearer k1");
    assertThat(source.problem()).isEmpty();
  }

  @Test
  void aServerThatHasForgottenTheSessionIsGreetedAgainAndTheCallIsMadeOnce() throws Exception {
    assertThat(call("pay")).isEqualTo("paid");
    session = "s2";

    assertThat(call("pay")).isEqualTo("paid");

    assertThat(calls).containsExactly("pay", "pay");
  }

  @Test
  void aConnectionThatBreaksInACallLeavesItsOutcomeUnknown() {
    assertThatThrownBy(() -> call("drop"))
        .isInstanceOf(OutcomeUnknown.class)
        .hasMessage("the server \"remote\": the connection to it broke");
    assertThat(calls).containsExactly("drop");
  }

  @Test
  void aRefusedCallHasFailedForCertain() throws Exception {
    assertThat(call("pay")).isEqualTo("paid");
    status = 403;

    assertThatThrownBy(() -> call("pay"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("HTTP 403");
  }

  @Test
  void aRedirectIsNotFollowed() {
    status = 307;

    assertThat(source.problem().orElseThrow()).startsWith("mcp.remote: ").contains("http://127");
    assertThat(calls).isEmpty();
  }

  @Test
  void aServerThatRefusesTheWorkerOrIsNotThereIsExplained() {
    status = 401;
    assertThat(source.problem().orElseThrow()).contains("it answers HTTP 401", "headers");

    source.close();
    source = source("/tools/mcp");
    http.stop(0);
    assertThat(source.problem().orElseThrow()).contains("it cannot be reached", "url");
  }

  @Test
  void noTextOfAServerHoldsAHeader() {
    var remote =
        new McpServer.Remote(URI.create("https://x.example/mcp?k=1"), Map.of("X-Key", "secret"));
    var command =
        new McpServer.Command(List.of("npx", "--key=1"), Map.of("K", "secret"), Optional.empty());

    assertThat(remote).hasToString("https://x.example");
    assertThat(command).hasToString("npx");
  }
}
