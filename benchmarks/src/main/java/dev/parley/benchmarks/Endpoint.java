package dev.parley.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An OpenAI-compatible endpoint that answers at once, always the same; or word by word, where a
 * reply was given for the model that is asked.
 */
final class Endpoint implements AutoCloseable {

  /** The model that answers word by word. */
  static final String SPOKEN = "spoken";

  private static final byte[] ANSWER =
      """
      {"id":"c","object":"chat.completion","created":1,"model":"instant","choices":[{"index":0,\
      "finish_reason":"stop","message":{"role":"assistant","content":"The figures of the north are \
      lower than those of the south in each of the four quarters, and the difference grows: 12, 17, \
      21 and 30 percent. I would look at the prices next, because the amounts alone do not explain \
      the last quarter."}}],"usage":{"prompt_tokens":400,"completion_tokens":60,"total_tokens":460}}\
      """
          .getBytes(StandardCharsets.UTF_8);

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicLong calls = new AtomicLong();
  private final AtomicReference<@Nullable SpokenReply> spoken = new AtomicReference<>();

  private Endpoint(HttpServer server) {
    this.server = server;
  }

  /** An endpoint on a free port. */
  static Endpoint start() {
    // Without it the JDK's server answers 40 ms late: its head and body wait for each other.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.maxIdleConnections", "1000");
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
      Endpoint endpoint = new Endpoint(server);
      server.setExecutor(endpoint.threads);
      server.createContext("/", endpoint::answer);
      server.start();
      return endpoint;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      calls.incrementAndGet();
      SpokenReply reply = spoken.get();
      if (reply != null && asked.contains('"' + SPOKEN + '"')) {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        reply.say(exchange.getResponseBody());
        return;
      }
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, ANSWER.length);
      exchange.getResponseBody().write(ANSWER);
    }
  }

  /** From now on the model {@link #SPOKEN} says this. */
  void speak(SpokenReply reply) {
    spoken.set(reply);
  }

  String baseUrl() {
    return "http://127.0.0.1:%d/v1".formatted(server.getAddress().getPort());
  }

  /** How many calls came. */
  long calls() {
    return calls.get();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
