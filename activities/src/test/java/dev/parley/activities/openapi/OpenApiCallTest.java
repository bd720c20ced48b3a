package dev.parley.activities.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.activities.http.HttpFailure;
import dev.parley.activities.http.TestHttp;
import dev.parley.activities.http.TestHttp.Asked;
import dev.parley.activities.tools.OutcomeUnknown;
import dev.parley.activities.tools.Tool;
import dev.parley.activities.tools.ToolContext;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What calls of an HTTP interface send, and what models are told of the answers. */
@Timeout(60)
class OpenApiCallTest {

  private static final ToolContext CONTEXT = new ToolContext("pay-1", "pay-1/main/turn/1", "anna");

  private static final String DOCUMENT =
      """
      openapi: 3.1.0
      paths:
        /orders:
          get: { operationId: read, parameters: [%s] }
          put: { operationId: change, requestBody: { content: { application/json: {} } } }
          post: { operationId: add, requestBody: { content: { application/json: {} } } }
        /keyed: { post: { operationId: keyed, x-idempotent: true } }
        /form: { post: { operationId: form, requestBody: { content: { application/x-www-form-urlencoded: {} } } } }
        /text: { post: { operationId: text, requestBody: { content: { text/plain: {} } } } }
        /{a}{b}:
          get:
            operationId: two
            parameters: [{ name: a, in: path, required: true }, { name: b, in: path, required: true }]
        /orders/{id}/items{rest}:
          get:
            operationId: item
            parameters:
              - { name: id, in: path, required: true, schema: { type: string } }
              - { name: rest, in: path, required: true, style: matrix, explode: true, schema: {} }
              - { name: X-Tags, in: header, schema: { type: array, items: { type: string } } }
              - { name: session, in: cookie, schema: { type: string } }
      """;

  @TempDir private Path folder = Path.of("");
  private final Deque<Integer> statuses = new ArrayDeque<>();
  private final TestHttp server = TestHttp.answering(this::answer);

  private void answer(Asked asked, com.sun.net.httpserver.HttpExchange exchange)
      throws IOException {
    int status = statuses.isEmpty() ? 200 : statuses.removeFirst();
    if (status == 0) {
      throw new IOException("gone");
    }
    exchange.getResponseHeaders().set("Retry-After", "0");
    TestHttp.say(
        exchange,
        status,
        "you sent %s %s".formatted(asked.target(), asked.headers().get("authorization")));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private OpenApiSource source(String parameters) throws IOException {
    Path file = Files.writeString(folder.resolve("shop.yaml"), DOCUMENT.formatted(parameters));
    return new OpenApiSource(Settings.of(file, server));
  }

  private String call(String tool, String arguments) throws Exception {
    return call("", tool, arguments);
  }

  private String call(String parameters, String tool, String arguments) throws Exception {
    try (OpenApiSource source = source(parameters)) {
      Tool found = Settings.tool(source, tool);
      assertThat(found.problem(arguments)).isEmpty();
      return found.call(arguments, CONTEXT);
    }
  }

  // --- Requests

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ name: q, in: query } | {\"q\":\"a b&c=d/é\"} | q=a%20b%26c%3Dd%2F%C3%A9",
        "{ name: q, in: query } | {\"q\":[1,\"b,c\"]} | q=1&q=b%2Cc",
        "{ name: q, in: query, explode: false } | {\"q\":[1,\"b\"]} | q=1,b",
        "{ name: q, in: query, style: spaceDelimited, explode: false } | {\"q\":[1,2]} | q=1%202",
        "{ name: q, in: query, style: pipeDelimited, explode: false } | {\"q\":[1,2]} | q=1%7C2",
        "{ name: q, in: query } | {\"q\":{\"a\":1,\"b\":2}} | a=1&b=2",
        "{ name: q, in: query, explode: false } | {\"q\":{\"a\":1,\"b\":2}} | q=a,1,b,2",
        "{ name: q, in: query, style: deepObject } | {\"q\":{\"a\":1}} | q%5Ba%5D=1",
        "{ name: 'f[x]', in: query } | {\"f_x\":true} | f%5Bx%5D=true",
        "{ name: q, in: query, content: { application/json: {} } } | {\"q\":{\"a\":1}} | q=%7B%22a%22%3A1%7D",
        "{ name: q, in: query } | {\"q\":1.50} | q=1.50",
      })
  void queriesAreWrittenInTheStyleOfTheDocument(String parameter, String arguments, String query)
      throws Exception {
    assertThat(call(parameter, "read", arguments)).contains("/orders?" + query + " ");
  }

  @Test
  void pathsHeadersAndCookiesAreWrittenAndEncoded() throws Exception {
    String unused =
        call(
            "item",
            """
            {"id":"a/b c","rest":[1,2],"X-Tags":["x","y"],"session":"s 1"}
            """);

    Asked asked = server.asked().getFirst();
    assertThat(asked.target()).isEqualTo("/orders/a%2Fb%20c/items;rest=1;rest=2");
    assertThat(asked.headers())
        .containsEntry("x-tags", "x,y")
        .containsEntry("cookie", "session=s%201");
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", ".", "", "../admin", "a/../b", "a\\\\..\\\\b"})
  void aPathThatLeadsUpIsNoArgument(String id) throws IOException {
    try (OpenApiSource source = source("")) {
      Tool item = Settings.tool(source, "item");

      assertThat(item.problem("{\"id\":\"%s\",\"rest\":1}".formatted(id)))
          .get()
          .asString()
          .contains("cannot stand in a path");
      assertThat(item.problem("{\"id\":[\"%s\"],\"rest\":1}".formatted(id))).isPresent();
      assertThat(Settings.tool(source, "two").problem("{\"a\":\".\",\"b\":\".\"}"))
          .as("two points of two arguments")
          .get()
          .asString()
          .contains("cannot stand in a path");
    }
  }

  @Test
  void aHeaderThatWouldBeTwoIsNoArgument() throws IOException {
    try (OpenApiSource source = source("")) {
      assertThat(
              Settings.tool(source, "item")
                  .problem("{\"id\":\"1\",\"rest\":1,\"X-Tags\":[\"a\\r\\nX-B: b\"]}"))
          .get()
          .asString()
          .contains("the header X-Tags may hold only ASCII text");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "add | {\"body\":{\"amount\":240.00}} | {\"amount\":240.00} | application/json; charset=UTF-8",
        "form | {\"body\":{\"a\":\"x y\",\"b\":[1,2]}} | a=x%20y&b=1&b=2 | application/x-www-form-urlencoded; charset=UTF-8",
        "text | {\"body\":\"hello\"} | hello | text/plain; charset=UTF-8",
      })
  void bodiesAreWrittenInTheirType(String tool, String arguments, String body, String type)
      throws Exception {
    String unused = call(tool, arguments);

    assertThat(server.asked().getFirst().body()).isEqualTo(body);
    assertThat(server.asked().getFirst().headers()).containsEntry("content-type", type);
  }

  @Test
  void keysOfTheWorkerAreSentAndNotShown() throws Exception {
    assertThat(call("read", "{}")).isEqualTo("you sent /orders ***");

    assertThat(server.asked().getFirst().headers())
        .containsEntry("authorization", "Bearer " + Settings.KEY);
    statuses.add(400);
    assertThatThrownBy(() -> call("read", "{}")).hasMessage("status 400: you sent /orders ***");
  }

  @ParameterizedTest
  @CsvSource({"read,", "change, pay-1/main/turn/1", "add, pay-1/main/turn/1"})
  void whateverDoesMoreThanReadBearsTheKeyOfTheCall(String tool, String key) throws Exception {
    String unused = call(tool, "{}");

    assertThat(server.asked().getFirst().headers().get("idempotency-key")).isEqualTo(key);
  }

  @Test
  void aKeyThatServicesWouldNotTakeIsSentAsADigest() {
    assertThat(Requests.fitting("pay-1/main")).isEqualTo("pay-1/main");
    assertThat(Requests.fitting("x".repeat(256))).matches("[0-9a-f]{64}");
    assertThat(Requests.fitting("ü")).matches("[0-9a-f]{64}");
  }

  // --- Errors

  @ParameterizedTest
  @CsvSource({
    "read, 503, 3",
    "read, 429, 3",
    "change, 500, 3",
    "keyed, 408, 3",
    "read, 404, 1",
    "add, 503, 1",
    "add, 500, 1",
    "change, 409, 1"
  })
  void whatMayBeRepeatedIsTriedThreeTimes(String tool, int status, int times) {
    statuses.addAll(List.of(status, status, status));

    assertThatThrownBy(() -> call(tool, "{}"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("status %d: you sent", status);

    assertThat(server.asked()).hasSize(times);
    assertThat(
            server.asked().stream().map(one -> one.headers().getOrDefault("idempotency-key", "")))
        .as("the same key each time")
        .containsOnly(tool.equals("read") ? "" : CONTEXT.key());
  }

  @Test
  void aPassingErrorIsNotTold() throws Exception {
    statuses.addAll(List.of(503, 0, 200));

    assertThat(call("keyed", "{}")).isEqualTo("you sent /keyed ***");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 502, 504})
  void ofWhatMustHappenOnceAGatewaysErrorOrABrokenConnectionSaysNothing(int status) {
    statuses.addAll(List.of(status, status, status));

    assertThatThrownBy(() -> call("add", "{}")).isInstanceOf(OutcomeUnknown.class);

    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void whatHasReachedNobodyIsKnown() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    Path file = Files.writeString(folder.resolve("shop.yaml"), DOCUMENT.formatted(""));
    URI base = URI.create("http://127.0.0.1:%d".formatted(free));
    try (OpenApiSource source = new OpenApiSource(Settings.of(file.toUri(), base, Set.of()))) {
      assertThatThrownBy(() -> Settings.tool(source, "add").call("{}", CONTEXT))
          .isInstanceOf(HttpFailure.Broken.class)
          .hasMessageContaining("does not answer");
    }
  }

  @Test
  void aHostThatIsPrivateWithoutLeaveIsToldWithTheRemedy() throws Exception {
    Path file = Files.writeString(folder.resolve("shop.yaml"), DOCUMENT.formatted(""));
    URI base = URI.create("http://[::1]:%d".formatted(server.port()));
    try (OpenApiSource source = new OpenApiSource(Settings.of(file.toUri(), base, Set.of()))) {
      assertThatThrownBy(() -> Settings.tool(source, "read").call("{}", CONTEXT))
          .hasMessage(
              "[::1]:%d has no public address; parley.yml:4: parley.openapi.crm.hosts and"
                  + " .privateHosts say what is allowed",
              server.port());
    }
  }

  @Test
  void whatIsNoTextIsNotShown() throws Exception {
    try (TestHttp pictures =
        TestHttp.answering(
            (asked, exchange) -> {
              exchange.getResponseHeaders().set("Content-Type", "image/png");
              TestHttp.say(exchange, 200, "PNG...");
            })) {
      Path file = Files.writeString(folder.resolve("shop.yaml"), DOCUMENT.formatted(""));
      try (OpenApiSource source = new OpenApiSource(Settings.of(file, pictures))) {
        assertThat(Settings.tool(source, "read").call("{}", CONTEXT))
            .isEqualTo("(image/png, 6 bytes)");
      }
    }
  }

  @Test
  void anAnswerWithoutAWordSaysSo() throws Exception {
    try (TestHttp silent = TestHttp.always(204, "")) {
      Path file = Files.writeString(folder.resolve("shop.yaml"), DOCUMENT.formatted(""));
      try (OpenApiSource source = new OpenApiSource(Settings.of(file, silent))) {
        assertThat(Settings.tool(source, "change").call("{}", CONTEXT))
            .isEqualTo("(no content, status 204)");
      }
    }
  }
}
