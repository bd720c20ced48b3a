package dev.parley.activities.models;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.parley.activities.models.Exchange.Outcome;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client below LangChain4j. Its own one has timeouts that end with the headers, and loses
 * the headers of errors. This one keeps a deadline for the whole answer, closes the socket when the
 * deadline passes or the calling thread is interrupted, follows no redirect (a key would follow
 * it), and never sends a request twice. HTTP/1.1, because local model servers stumble over
 * upgrades.
 */
final class CallHttp implements HttpClient, AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(10);

  // Made at the first call: it costs a tenth of a second, which checks of keys need not pay.
  private java.net.http.@Nullable HttpClient client;
  private boolean closed;

  // LangChain4j's model objects are shared by all calls and take no deadline with a call; it has to
  // go around them. Not static, since each worker in a process has its own.
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<Exchange> current = new ThreadLocal<>();

  /** Runs a call of LangChain4j on this thread; its HTTP request belongs to the exchange. */
  <T> T during(Exchange exchange, Supplier<T> call) {
    current.set(exchange);
    try {
      return call.get();
    } finally {
      current.remove();
    }
  }

  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    Exchange exchange = current.get();
    if (exchange == null) {
      throw new IllegalStateException("a model was called outside of CallHttp.during");
    }
    HttpAnswer answer = exchange(exchange, sendable(request));
    exchange.ended(new Outcome.Answered(answer));
    if (answer.status() < 200 || answer.status() > 299) {
      throw new HttpException(answer.status(), "status " + answer.status());
    }
    return SuccessfulHttpResponse.builder()
        .statusCode(answer.status())
        .headers(answer.headers())
        .body(WireCalls.mended(answer.body()))
        .build();
  }

  private HttpAnswer exchange(Exchange exchange, java.net.http.HttpRequest request) {
    CompletableFuture<HttpResponse<byte[]>> sent =
        client().sendAsync(request, response -> new WholeBody());
    try {
      return answer(sent.get(exchange.nanosLeft(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException interrupted) {
      throw unanswered(exchange, new Outcome.Interrupted());
    } catch (TimeoutException late) {
      throw unanswered(exchange, new Outcome.TimedOut());
    } catch (ExecutionException broken) {
      Throwable cause = broken.getCause();
      throw unanswered(exchange, new Outcome.Broken(cause == null ? broken : cause));
    } finally {
      sent.cancel(true); // closes the socket of an exchange that is still open
    }
  }

  /** LangChain4j looks for root causes, so the reason stays in the exchange. */
  private static IllegalStateException unanswered(Exchange exchange, Outcome how) {
    exchange.ended(how);
    return new IllegalStateException("no answer");
  }

  private static java.net.http.HttpRequest sendable(HttpRequest request) {
    var sendable =
        java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
            .method(request.method().name(), BodyPublishers.ofString(request.body()));
    request
        .headers()
        .forEach((name, values) -> values.forEach(value -> sendable.header(name, value)));
    return sendable.build();
  }

  private static HttpAnswer answer(HttpResponse<byte[]> response) {
    var headers = new TreeMap<String, List<String>>();
    response
        .headers()
        .map()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
    return new HttpAnswer(
        response.statusCode(),
        Map.copyOf(headers),
        new String(response.body(), StandardCharsets.UTF_8));
  }

  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    throw new UnsupportedOperationException("streams are not read through this client");
  }

  /** What LangChain4j wants to build a client with; it always gets this one. */
  HttpClientBuilder builder() {
    return new Itself(this);
  }

  private synchronized java.net.http.HttpClient client() {
    if (closed) {
      throw new IllegalStateException("the model provider is closed");
    }
    if (client == null) {
      client =
          java.net.http.HttpClient.newBuilder()
              .version(java.net.http.HttpClient.Version.HTTP_1_1)
              .followRedirects(java.net.http.HttpClient.Redirect.NEVER)
              .connectTimeout(CONNECT)
              .executor(
                  Executors.newThreadPerTaskExecutor(
                      Thread.ofVirtual().name("model-http-", 0).factory()))
              .build();
    }
    return client;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (client != null) {
      client.shutdownNow();
    }
  }

  private record Itself(CallHttp client) implements HttpClientBuilder {
    @Override
    public Duration connectTimeout() {
      return CONNECT;
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration ignored) {
      return this;
    }

    @Override
    public Duration readTimeout() {
      return Duration.ZERO;
    }

    @Override
    public HttpClientBuilder readTimeout(Duration ignored) {
      return this;
    }

    @Override
    public HttpClient build() {
      return client;
    }
  }
}
