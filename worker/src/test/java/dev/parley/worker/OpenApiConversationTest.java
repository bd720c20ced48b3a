package dev.parley.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parley.agents.Entry;
import dev.parley.agents.Kind;
import dev.parley.client.teamfile.TeamFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A team file whose agent calls an HTTP interface that the worker's settings name. */
@Timeout(120)
class OpenApiConversationTest {

  private static final String DOCUMENT =
      """
      openapi: 3.1.0
      info: { title: CRM, version: '1' }
      paths:
        /customers/{id}:
          get:
            operationId: getCustomer
            summary: Looks a customer up
            parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
        /orders:
          post:
            operationId: createOrder
            parameters: [{ name: Idempotency-Key, in: header, schema: { type: string } }]
            requestBody:
              required: true
              content:
                application/json:
                  schema:
                    type: object
                    properties: { customer: { type: integer } }
                    required: [customer]
      """;

  private static final String TEAM =
      """
      name: desk
      models:
        main:
          provider: scripted
          replies:
            - calls: [{ tool: crm.getCustomer, arguments: { id: 17 } }, { tool: crm.getCustomer, arguments: { id: x } }]
            - when: Ahrens
              calls: [{ tool: crm.createOrder, arguments: { body: { customer: 17 } } }]
            - { when: order 4711, say: TERMINATE }
      tools:
        crm: { openapi: crm, only: [getCustomer, createOrder] }
      agents:
        clerk: { type: AssistantAgent, model: main, tools: [crm] }
      team: { type: RoundRobinGroupChat, participants: [clerk], termination: { textMention: TERMINATE } }
      """;

  @TempDir private static Path folder;
  private static House house;
  private static HttpServer server;
  private static RunningWorker worker;
  private static final List<String> ASKED = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", OpenApiConversationTest::answer);
    server.start();
    var unused = Files.writeString(folder.resolve("crm.yaml"), DOCUMENT);
    var settings =
        Files.writeString(
            folder.resolve("parley.yml"),
            """
            parley:
              openapi:
                crm:
                  document: crm.yaml
                  baseUrl: http://127.0.0.1:%d
                  headers: { Authorization: 'Bearer ${env:CRM_TOKEN}' }
                  privateHosts: [127.0.0.1]
            """
                .formatted(server.getAddress().getPort()));
    assertThat(settings).exists();
    house = House.in(folder);
    Map<String, String> environment = house.environment();
    environment.put("CRM_TOKEN", "t0p-s3cret-key");
    worker =
        ParleyWorker.connect(
                WorkerSettings.builder().environment(environment).folder(folder).build())
            .start();
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      ASKED.add(
          "%s %s %s %s"
              .formatted(
                  exchange.getRequestMethod(),
                  exchange.getRequestURI(),
                  exchange.getRequestHeaders().getFirst("Authorization"),
                  exchange.getRequestHeaders().getFirst("Idempotency-Key")));
      String text =
          exchange.getRequestMethod().equals("GET")
              ? "{\"name\":\"Ahrens\",\"asked with\":\"t0p-s3cret-key\"}"
              : "order 4711 for %s"
                  .formatted(
                      new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @AfterAll
  static void close() {
    if (worker != null) {
      worker.close();
    }
    if (house != null) {
      house.close();
    }
    if (server != null) {
      server.stop(0);
    }
  }

  @Test
  void anAgentAsksTheInterfaceAndTheKeyIsNobodysBusiness() {
    house.publish(TeamFile.read(TEAM, "desk.yaml").blueprint().orElseThrow());

    var unused = House.result(house.start("desk-1", "desk", "Order for customer 17."));

    List<Entry> results =
        house.entries("desk-1").stream()
            .filter(entry -> entry.kind() == Kind.TOOL_RESULTS)
            .toList();
    assertThat(results.getFirst().text())
        .contains("Ahrens", "***", "$.id: string found, integer expected")
        .doesNotContain("s3cret");
    assertThat(results.getLast().text()).isEqualTo("order 4711 for {\"customer\":17}");
    assertThat(ASKED).hasSize(2);
    assertThat(ASKED.getFirst()).isEqualTo("GET /customers/17 Bearer t0p-s3cret-key null");
    assertThat(ASKED.getLast()).startsWith("POST /orders Bearer t0p-s3cret-key desk-1/main/turn/");
    String history = house.temporal().client().fetchHistory("desk-1").getHistory().toString();
    assertThat(history).contains("crm.createOrder").doesNotContain("Ahrens", "s3cret");
  }
}
