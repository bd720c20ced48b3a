package dev.parley.activities.http;

import dev.parley.activities.http.HttpReply.End;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests one after the other, which another thread may end, and what is known of them. */
final class Exchange {

  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
  private static final String SENT = "parley.sent";
  private static final int CHUNK = 8 * 1024;

  private final CloseableHttpClient client;
  private final int most;
  private final AtomicBoolean sent = new AtomicBoolean();
  private final AtomicBoolean aborted = new AtomicBoolean();
  private final AtomicReference<@Nullable HttpUriRequestBase> running = new AtomicReference<>();

  Exchange(CloseableHttpClient client, int most) {
    this.client = client;
    this.most = most;
  }

  /** Notes that there is a connection, and that a request now goes into it. */
  static final class Marking extends HttpRequestExecutor {
    @Override
    public ClassicHttpResponse execute(
        ClassicHttpRequest request,
        HttpClientConnection connection,
        @Nullable HttpResponseInformationCallback information,
        HttpContext context)
        throws IOException, HttpException {
      if (context.getAttribute(SENT) instanceof AtomicBoolean mark) {
        mark.set(true);
      }
      return super.execute(request, connection, information, context);
    }
  }

  /** Whether a request may have reached somebody. */
  boolean sent() {
    return sent.get();
  }

  /** Closes the connection; no further request is sent. */
  void abort() {
    aborted.set(true);
    HttpUriRequestBase request = running.get();
    if (request != null) {
      request.abort();
    }
  }

  HttpReply of(HttpCall call) throws IOException {
    HttpUriRequestBase request = new HttpUriRequestBase(call.method(), call.url());
    call.headers().forEach(request::setHeader);
    HttpCall.Body body = call.body();
    if (body != null) {
      request.setEntity(
          new StringEntity(body.text(), ContentType.create(body.type(), StandardCharsets.UTF_8)));
    }
    running.set(request);
    if (aborted.get()) {
      throw new IOException("aborted");
    }
    HttpClientContext context = HttpClientContext.create();
    context.setAttribute(SENT, sent);
    HttpHost host =
        new HttpHost(call.url().getScheme(), call.url().getHost(), Destinations.port(call.url()));
    ClassicHttpResponse response = client.executeOpen(host, request, context);
    try {
      return reply(call, response);
    } finally {
      close(request, response);
    }
  }

  /** The connection first: what closes a stream would read all that is still to come. */
  private static void close(HttpUriRequestBase request, ClassicHttpResponse response) {
    request.abort();
    try {
      response.close();
    } catch (IOException e) {
      LOG.debug("a connection did not close: {}", e.getClass().getSimpleName());
    }
  }

  private HttpReply reply(HttpCall call, ClassicHttpResponse response) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Header header : response.getHeaders()) {
      headers.putIfAbsent(
          header.getName().toLowerCase(Locale.ROOT), String.valueOf(header.getValue()));
    }
    HttpEntity entity = response.getEntity();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    End end = entity == null ? End.WHOLE : read(entity, bytes);
    return new HttpReply(
        call.url(),
        response.getCode(),
        headers,
        bytes.toString(charset(headers.getOrDefault("content-type", ""))),
        bytes.size(),
        end);
  }

  /** The answer has begun: what is there of it counts, however it ends. */
  private End read(HttpEntity entity, ByteArrayOutputStream bytes) throws IOException {
    byte[] chunk = new byte[CHUNK];
    try {
      InputStream in = entity.getContent();
      while (bytes.size() < most) {
        int read = in.read(chunk, 0, Math.min(CHUNK, most - bytes.size()));
        if (read < 0) {
          return End.WHOLE;
        }
        bytes.write(chunk, 0, read);
      }
      return in.read() < 0 ? End.WHOLE : End.CUT;
    } catch (IOException e) {
      if (aborted.get()) {
        throw e;
      }
      return End.BROKEN;
    }
  }

  private static Charset charset(String type) {
    try {
      ContentType parsed = ContentType.parseLenient(type);
      Charset named = parsed == null ? null : parsed.getCharset();
      return named == null ? StandardCharsets.UTF_8 : named;
    } catch (IllegalArgumentException e) {
      return StandardCharsets.UTF_8;
    }
  }
}
