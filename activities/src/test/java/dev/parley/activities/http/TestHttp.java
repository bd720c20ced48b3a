package dev.parley.activities.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real HTTP server of this machine that keeps what it is asked. */
public final class TestHttp implements AutoCloseable {

  /**
   * What was asked.
   *
   * @param target path and query as they came
   * @param headers by names in small letters
   */
  public record Asked(String method, String target, Map<String, String> headers, String body) {}

  /** What it answers. */
  @FunctionalInterface
  public interface Answering {
    /** Answers a request; what throws closes the connection. */
    void answer(Asked asked, HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  private TestHttp(String address, Answering answering) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(address), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", exchange -> take(exchange, answering));
    server.start();
  }

  /** A server on 127.0.0.1. */
  public static TestHttp answering(Answering answering) {
    return new TestHttp("127.0.0.1", answering);
  }

  /** A server on an address of this machine. */
  public static TestHttp on(String address, Answering answering) {
    return new TestHttp(address, answering);
  }

  /** A server that always answers the same. */
  public static TestHttp always(int status, String text) {
    return answering((asked, exchange) -> say(exchange, status, text));
  }

  private void take(HttpExchange exchange, Answering answering) throws IOException {
    Map<String, String> headers = new ConcurrentHashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    Asked one =
        new Asked(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            headers,
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    asked.add(one);
    try (exchange) {
      answering.answer(one, exchange);
    }
  }

  /** Answers with a JSON text. */
  public static void say(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().putIfAbsent("Content-Type", List.of("application/json"));
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }

  /** Sends elsewhere. */
  public static void redirect(HttpExchange exchange, int status, String to) throws IOException {
    exchange.getResponseHeaders().set("Location", to);
    exchange.sendResponseHeaders(status, -1);
  }

  /** Its port. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** An address of it. */
  public URI url(String path) {
    return URI.create("http://127.0.0.1:%d%s".formatted(port(), path));
  }

  /** All that it was asked so far. */
  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
