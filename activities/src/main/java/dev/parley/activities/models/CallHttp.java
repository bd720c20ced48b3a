package dev.parley.activities.models;

import dev.parley.activities.models.Exchange.Outcome;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client of model calls. It keeps a deadline for the whole answer, closes the socket when
 * the deadline passes or the calling thread is interrupted, follows no redirect (a key would follow
 * it), and never sends a request twice. HTTP/1.1, because local model servers stumble over
 * upgrades. A stream is heard by the calling thread, so nothing is heard after the call has ended,
 * and no stream waits for another one.
 */
final class CallHttp implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final byte[] END = new byte[0];

  // Made at the first call: it costs a tenth of a second, which checks of keys need not pay.
  private @Nullable HttpClient client;
  private boolean closed;

  /**
   * One exchange.
   *
   * @param events hears the parts of a successful stream of events as they come
   */
  Outcome send(HttpRequest request, Exchange exchange, Consumer<byte[]> events) {
    BlockingQueue<byte[]> parts = new LinkedBlockingQueue<>();
    CompletableFuture<HttpResponse<byte[]>> sent =
        client()
            .sendAsync(request, head -> new WholeBody(isStream(head) ? parts::add : part -> {}));
    CompletableFuture<Boolean> unused = sent.handle((response, broken) -> parts.add(END));
    try {
      hear(parts, exchange, events);
      return new Outcome.Answered(answer(sent.get()));
    } catch (InterruptedException interrupted) {
      return new Outcome.Interrupted();
    } catch (TimeoutException late) {
      return new Outcome.TimedOut();
    } catch (ExecutionException broken) {
      Throwable cause = broken.getCause();
      return new Outcome.Broken(cause == null ? broken : cause);
    } finally {
      sent.cancel(true); // closes the socket of an exchange that is still open
    }
  }

  private static void hear(BlockingQueue<byte[]> parts, Exchange exchange, Consumer<byte[]> events)
      throws InterruptedException, TimeoutException {
    while (true) {
      byte[] part = parts.poll(exchange.nanosLeft(), TimeUnit.NANOSECONDS);
      if (part == null) {
        throw new TimeoutException();
      }
      if (part.length == 0) { // the end
        return;
      }
      events.accept(part);
    }
  }

  private static boolean isStream(ResponseInfo head) {
    return head.statusCode() >= 200
        && head.statusCode() <= 299
        && head.headers().firstValue("content-type").filter(HttpAnswer::isEvents).isPresent();
  }

  private static HttpAnswer answer(HttpResponse<byte[]> response) {
    var headers = new TreeMap<String, List<String>>();
    response
        .headers()
        .map()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
    return new HttpAnswer(
        response.statusCode(), headers, new String(response.body(), StandardCharsets.UTF_8));
  }

  private synchronized HttpClient client() {
    if (closed) {
      throw new IllegalStateException("the model provider is closed");
    }
    if (client == null) {
      client =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER)
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
}
