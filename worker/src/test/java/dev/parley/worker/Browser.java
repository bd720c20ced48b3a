package dev.parley.worker;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.transcript.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A real browser, Chromium without a window, of the size of a phone, steered over its debugging
 * protocol. Where there is none, tests are skipped with a loud line, or fail if {@code
 * PARLEY_REQUIRE} names {@code browser}.
 */
final class Browser implements AutoCloseable {

  private static final Pattern LISTENS = Pattern.compile("DevTools listening on ws://([^/]+)/");

  private final Process process;
  private final HttpClient http = HttpClient.newHttpClient();
  private final WebSocket socket;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();

  private Browser(Process process, URI page) {
    this.process = process;
    this.socket = http.newWebSocketBuilder().buildAsync(page, new Listener()).join();
  }

  /** Starts it with a profile of its own in the folder. */
  static Browser start(Path folder) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                program().toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                "--user-data-dir=" + folder.resolve("browser"),
                "about:blank")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    String host = host(process);
    HttpRequest pages = HttpRequest.newBuilder(URI.create("http://" + host + "/json/list")).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      JsonNode all =
          Json.mapper().readTree(client.send(pages, HttpResponse.BodyHandlers.ofString()).body());
      for (JsonNode one : all) {
        if (one.get("type").asText().equals("page")) {
          Browser browser =
              new Browser(process, URI.create(one.get("webSocketDebuggerUrl").asText()));
          browser.call("Page.enable", "{}");
          browser.call("Emulation.setScriptExecutionDisabled", "{\"value\":true}");
          browser.call(
              "Emulation.setDeviceMetricsOverride",
              "{\"width\":390,\"height\":844,\"deviceScaleFactor\":2,\"mobile\":true}");
          return browser;
        }
      }
    }
    throw new IllegalStateException("the browser has no page");
  }

  private static Path program() {
    Stream<Path> path =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1)).map(Path::of);
    return path.flatMap(
            folder ->
                Stream.of("chromium", "chromium-browser", "google-chrome").map(folder::resolve))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseGet(Browser::missing);
  }

  private static Path missing() {
    String message = "no Chromium is there. Get it: apt-get install chromium";
    String required = System.getenv().getOrDefault("PARLEY_REQUIRE", "");
    if (List.of(required.split(",", -1)).contains("browser")) {
      throw new IllegalStateException(message);
    }
    System.err.println("SKIPPED: tests that need a browser: " + message);
    return Assumptions.abort(message);
  }

  private static String host(Process process) throws IOException {
    BufferedReader lines = process.errorReader(StandardCharsets.UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher matcher = LISTENS.matcher(line);
      if (matcher.find()) {
        Thread unused = Thread.ofVirtual().start(() -> lines.lines().forEach(rest -> {}));
        return matcher.group(1);
      }
    }
    throw new IllegalStateException("the browser did not start");
  }

  // --- What a person does

  /** Opens an address and waits until all of it is there. */
  void open(URI address) {
    loads(() -> call("Page.navigate", "{\"url\":" + Json.write(address.toString()) + "}"));
  }

  /** Taps on the first element of a CSS selector and waits for the page that comes. */
  void press(String selector) {
    loads(() -> tap(selector));
  }

  /** Taps on the first element of a CSS selector. */
  void tap(String selector) {
    int node = node(selector);
    call("DOM.scrollIntoViewIfNeeded", "{\"nodeId\":" + node + "}");
    JsonNode quad = call("DOM.getContentQuads", "{\"nodeId\":" + node + "}").get("quads").get(0);
    double x = (quad.get(0).asDouble() + quad.get(4).asDouble()) / 2;
    double y = (quad.get(1).asDouble() + quad.get(5).asDouble()) / 2;
    for (String type : List.of("mousePressed", "mouseReleased")) {
      call(
          "Input.dispatchMouseEvent",
          "{\"type\":\"%s\",\"x\":%s,\"y\":%s,\"button\":\"left\",\"clickCount\":1}"
              .formatted(type, x, y));
    }
  }

  /** Types into a field, in place of what stands there. */
  void type(String selector, String text) {
    call("DOM.focus", "{\"nodeId\":" + node(selector) + "}");
    call(
        "Input.dispatchKeyEvent",
        "{\"type\":\"keyDown\",\"commands\":[\"selectAll\"],\"key\":\"a\",\"modifiers\":2}");
    call("Input.insertText", "{\"text\":" + Json.write(text) + "}");
  }

  // --- What a person sees

  /** The text that is shown, as it could be copied. */
  String text() {
    JsonNode result =
        call(
            "Runtime.evaluate",
            "{\"expression\":\"document.body.innerText\",\"returnByValue\":true}");
    return result.get("result").get("value").asText();
  }

  /** What an expression gives, in the page, where nothing of the page itself runs. */
  JsonNode look(String expression) {
    return call(
            "Runtime.evaluate",
            "{\"expression\":%s,\"returnByValue\":true}".formatted(Json.write(expression)))
        .get("result")
        .get("value");
  }

  /** Writes a picture of the whole page. */
  void picture(Path file) throws IOException {
    String data =
        call("Page.captureScreenshot", "{\"format\":\"png\",\"captureBeyondViewport\":true}")
            .get("data")
            .asText();
    Files.write(file, Base64.getDecoder().decode(data));
  }

  // --- The protocol

  private int node(String selector) {
    int root = call("DOM.getDocument", "{}").get("root").get("nodeId").asInt();
    int node =
        call(
                "DOM.querySelector",
                "{\"nodeId\":%d,\"selector\":%s}".formatted(root, Json.write(selector)))
            .get("nodeId")
            .asInt();
    if (node == 0) {
      throw new IllegalStateException("the page has no " + selector);
    }
    return node;
  }

  /** Each page has a beginning of its own in the browser's time. */
  private void loads(Runnable action) {
    double before = look("performance.timeOrigin").asDouble();
    action.run();
    await("the page is there")
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(20))
        .ignoreExceptions()
        .until(
            () ->
                look("performance.timeOrigin").asDouble() != before
                    && look("document.readyState").asText().equals("complete"));
  }

  private JsonNode call(String method, String parameters) {
    int id = ids.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.put(id, answer);
    var unused =
        socket
            .sendText(
                "{\"id\":%d,\"method\":\"%s\",\"params\":%s}".formatted(id, method, parameters),
                true)
            .join();
    JsonNode found = answer.orTimeout(30, TimeUnit.SECONDS).join();
    if (found.has("error")) {
      throw new IllegalStateException(method + ": " + found.get("error"));
    }
    return found.get("result");
  }

  private void received(String message) {
    try {
      JsonNode node = Json.mapper().readTree(message);
      CompletableFuture<JsonNode> waiting =
          node.has("id") ? answers.remove(node.get("id").asInt()) : null;
      if (waiting != null) {
        waiting.complete(node);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        received(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedStage(null);
    }
  }

  @Override
  public void close() {
    socket.abort();
    http.close();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    var unused = process.destroyForcibly().onExit().join();
  }
}
