package dev.parley.activities.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.activities.tools.Tool;
import dev.parley.activities.tools.ToolContext;
import dev.parley.agents.ToolEffect;
import dev.parley.agents.ToolSpec;
import dev.parley.transcript.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server over the official Python SDK, both ways. */
@Timeout(90)
class RealServerTest {

  private static final ToolContext CONTEXT = new ToolContext("c", "c/main/i", "anna");
  private static final ToolSpec SPEC = Json.read("{}", ToolSpec.class);

  private final Path python = python();
  private Optional<Process> process = Optional.empty();
  private Optional<McpSource> source = Optional.empty();

  /**
   * Where the SDK is missing, tests are skipped with a loud line, or fail if {@code PARLEY_REQUIRE}
   * names {@code mcp}.
   */
  private static Path python() {
    Path python = Path.of(System.getenv().getOrDefault("PARLEY_TEST_PYTHON", "none"));
    if (Files.isExecutable(python)) {
      return python;
    }
    String message =
        "PARLEY_TEST_PYTHON names no Python. Run: export PARLEY_TEST_PYTHON=$(.ci/get-python)";
    String required = System.getenv().getOrDefault("PARLEY_REQUIRE", "");
    if (List.of(required.split(",", -1)).contains("mcp")) {
      throw new IllegalStateException(message);
    }
    System.err.println("SKIPPED: tests with a real MCP server: " + message);
    return Assumptions.abort(message);
  }

  private static String script() {
    try {
      return Path.of(
              Objects.requireNonNull(RealServerTest.class.getResource("/mcp-server.py")).toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private McpSource source(McpServer.Reach reach) {
    McpSource made = new McpSource(new McpServer("shop", reach, Duration.ofSeconds(20)));
    source = Optional.of(made);
    return made;
  }

  private McpSource local() {
    return source(
        new McpServer.Command(List.of(python.toString(), script()), Map.of(), Optional.empty()));
  }

  private McpSource remote() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    process =
        Optional.of(
            new ProcessBuilder(python.toString(), script(), Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start());
    URI url = URI.create("http://127.0.0.1:%d/mcp".formatted(port));
    McpSource made = source(new McpServer.Remote(url, Map.of()));
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(made.problem()).isEmpty());
    return made;
  }

  @AfterEach
  void close() {
    source.ifPresent(McpSource::close);
    process.ifPresent(running -> running.destroyForcibly().onExit().join());
  }

  private static String call(McpSource source, String tool, String arguments) throws Exception {
    return tool(source, tool).call(arguments, CONTEXT);
  }

  private static Tool tool(McpSource source, String name) {
    return source.tools(SPEC).stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static void serves(McpSource shop) throws Exception {
    assertThat(shop.tools(SPEC).stream().collect(Collectors.toMap(Tool::name, Tool::effect)))
        .containsEntry("look_up", ToolEffect.READ)
        .containsEntry("cancel", ToolEffect.IDEMPOTENT)
        .containsEntry("refund", ToolEffect.ONCE)
        .containsEntry("list_resources", ToolEffect.READ)
        .containsEntry("get_prompt", ToolEffect.READ);
    assertThat(call(shop, "look_up", "{\"id\":17}")).isEqualTo("order 17: 240.00 EUR");
    assertThat(call(shop, "cancel", "{\"id\":17,\"reason\":null}")).isEqualTo("cancelled 17, None");
    assertThat(call(shop, "refund", "{\"id\":17,\"amount\":120.00}")).contains("120.0");
    assertThatThrownBy(() -> call(shop, "refund", "{\"id\":17,\"amount\":500}"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("more than was paid");
    assertThat(tool(shop, "refund").problem("{\"id\":\"x\"}").orElseThrow())
        .contains("$.id", "amount");
    assertThat(call(shop, "list_resources", "{}")).contains("shop://rules");
    assertThat(call(shop, "read_resource", "{\"uri\":\"shop://rules\"}"))
        .isEqualTo("Refunds within 30 days.");
    assertThat(call(shop, "list_prompts", "{}")).contains("apologize(name)");
    assertThat(
            call(shop, "get_prompt", "{\"name\":\"apologize\",\"arguments\":{\"name\":\"Ann\"}}"))
        .isEqualTo("user: Write Ann that we are sorry.");
  }

  @Test
  void aProcessOfTheWorkersServes() throws Exception {
    serves(local());
  }

  @Test
  void aServerByHttpServes() throws Exception {
    serves(remote());
  }

  @Test
  void aKilledProcessIsStartedAgainWhenItIsNeeded() throws Exception {
    McpSource shop = local();
    assertThat(call(shop, "look_up", "{\"id\":17}")).startsWith("order 17");
    ProcessHandle server = ProcessHandle.of(shop.pid().orElseThrow()).orElseThrow();

    assertThat(server.destroyForcibly()).isTrue();
    var unused = server.onExit().join();

    await()
        .ignoreExceptions()
        .untilAsserted(
            () -> assertThat(call(shop, "look_up", "{\"id\":17}")).startsWith("order 17"));
  }
}
