package dev.parley.activities.models;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.parley.agents.ModelSpec;
import java.io.Serial;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * LangChain4j's models, which write requests and send none: their HTTP client hands the request
 * back. How an exchange goes (deadlines, streams, headers of errors) is no matter of theirs.
 */
final class Writers {

  private static final int KEPT = 256;

  private final Wire wire;
  private final Map<Key, ChatModel> models =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, ChatModel> eldest) {
          return size() > KEPT;
        }
      };

  Writers(Wire wire) {
    this.wire = wire;
  }

  /** What two calls must share to share a model object. No key is among it. */
  record Key(URI base, String model, @Nullable Double temperature, @Nullable Integer maxTokens) {}

  /**
   * The request of a call.
   *
   * @throws RuntimeException of LangChain4j's, if it cannot write it
   */
  Outgoing write(ModelCall call, URI base) {
    ChatRequest request = ChatRequests.of(wire.dictated(call));
    try {
      Object unexpected = of(call.spec(), base).chat(request);
      throw new IllegalStateException("answered without being asked: " + unexpected.getClass());
    } catch (RuntimeException stopped) {
      return written(stopped);
    }
  }

  /** LangChain4j may wrap what it does not know. */
  private static Outgoing written(RuntimeException stopped) {
    for (Throwable at = stopped; at != null; at = at.getCause()) {
      if (at instanceof Written written) {
        HttpRequest request = written.request;
        return new Outgoing(
            request.url(),
            request.headers(),
            WireJson.object(request.body()).orElseThrow(() -> stopped));
      }
    }
    throw stopped;
  }

  ChatModel of(ModelSpec spec, URI base) {
    var key = new Key(base, spec.model(), spec.temperature(), spec.maxTokens());
    synchronized (models) {
      return models.computeIfAbsent(key, wanted -> wire.writer(wanted, new NoHttp.Builder()));
    }
  }

  private static final class Written extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;
    private final transient HttpRequest request;

    Written(HttpRequest request) {
      super("written", null, false, false);
      this.request = request;
    }
  }

  private record NoHttp() implements HttpClient {
    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
      throw new Written(request);
    }

    @Override
    public void execute(
        HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
      throw new Written(request);
    }

    record Builder() implements HttpClientBuilder {
      @Override
      public Duration connectTimeout() {
        return Duration.ZERO;
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
        return new NoHttp();
      }
    }
  }
}
