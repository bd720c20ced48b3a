package dev.parley.activities.models;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A stand-in for a model's HTTP endpoint, on 127.0.0.1. It answers by a function, counts and keeps
 * the requests, and, being a plain socket, can also stall, cut and reset connections and see the
 * client go away.
 */
public final class ModelEndpoint implements AutoCloseable {

  /** What is answered; called on one thread for each connection. */
  @FunctionalInterface
  public interface Script {
    /** Gives the answer, or waits for what a test wants to happen first. */
    EndpointAnswer answer(EndpointRequest request) throws InterruptedException;
  }

  private static final int ENDLESS = 0;

  private final ServerSocket server;
  private final Script script;
  private final List<EndpointRequest> requests = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicInteger disconnects = new AtomicInteger();

  private ModelEndpoint(ServerSocket server, Script script) {
    this.server = server;
    this.script = script;
  }

  /** An endpoint that is ready on a free port. */
  public static ModelEndpoint start(Script script) {
    try {
      var server = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
      var endpoint = new ModelEndpoint(server, script);
      Thread unused = Thread.ofVirtual().name("model-endpoint").start(endpoint::accept);
      return endpoint;
    } catch (IOException noPort) {
      throw new UncheckedIOException("no free port on 127.0.0.1", noPort);
    }
  }

  /** An endpoint that always answers the same. */
  public static ModelEndpoint always(EndpointAnswer answer) {
    return start(request -> answer);
  }

  /** What a spec's {@code baseUrl} must be. */
  public String baseUrl() {
    return "http://127.0.0.1:%d/v1".formatted(port());
  }

  /** The port. */
  public int port() {
    return server.getLocalPort();
  }

  /** How many requests came. */
  public int count() {
    return count.get();
  }

  /** The requests that came, in their order. */
  public List<EndpointRequest> requests() {
    return List.copyOf(requests);
  }

  /** How many clients went away while an answer was due. */
  public int disconnects() {
    return disconnects.get();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        Thread unused = Thread.ofVirtual().name("model-endpoint").start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      var in = new BufferedInputStream(socket.getInputStream());
      boolean goesOn = true;
      while (goesOn) {
        EndpointRequest request = read(in);
        requests.add(request);
        goesOn = answer(script.answer(request), socket, in);
      }
    } catch (IOException gone) {
      // The client closed the connection, or this endpoint was closed.
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(socket);
    }
  }

  private EndpointRequest read(InputStream in) throws IOException {
    String path = line(in).split(" ", 3)[1];
    Map<String, String> headers = new HashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      String[] header = line.split(":", 2);
      headers.put(header[0].strip().toLowerCase(Locale.ROOT), header[1].strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    return new EndpointRequest(count.incrementAndGet(), path, Map.copyOf(headers), body);
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException();
      }
      line.append((char) next);
    }
    return line.toString().stripTrailing();
  }

  /** Whether the connection can be used again. */
  private boolean answer(EndpointAnswer answer, Socket socket, InputStream in) throws IOException {
    if (answer.delay().isPositive() && clientLeaves(socket, in, answer.delay())) {
      return false;
    }
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    switch (answer.ending()) {
      case WHOLE -> {
        if (answer.pace().isPositive()) {
          return paced(answer, socket, in);
        }
        send(socket, head(answer, body.length), body, body.length);
      }
      case STALL -> {
        send(socket, head(answer, body.length), body, body.length / 2);
        clientLeaves(socket, in, Duration.ZERO);
      }
      case CUT -> send(socket, head(answer, body.length), body, body.length / 2);
      case RESET -> socket.setSoLinger(true, 0);
    }
    return answer.ending() == EndpointAnswer.Ending.WHOLE;
  }

  /** Event by event; whether the connection can be used again. */
  private boolean paced(EndpointAnswer answer, Socket socket, InputStream in) throws IOException {
    int length = answer.body().getBytes(StandardCharsets.UTF_8).length;
    send(socket, head(answer, length), new byte[0], 0);
    for (String event : answer.body().split("(?<=\n\r?\n)", -1)) {
      byte[] next = event.getBytes(StandardCharsets.UTF_8);
      send(socket, "", next, next.length);
      if (clientLeaves(socket, in, answer.pace())) {
        return false;
      }
    }
    return true;
  }

  private static String head(EndpointAnswer answer, int length) {
    var head = new StringBuilder("HTTP/1.1 %d Any\r\n".formatted(answer.status()));
    if (!answer.headers().containsKey("Content-Type")) {
      head.append("Content-Type: application/json\r\n");
    }
    head.append("Content-Length: %d\r\n".formatted(length));
    answer.headers().forEach((name, value) -> head.append("%s: %s\r\n".formatted(name, value)));
    return head.append("\r\n").toString();
  }

  private static void send(Socket socket, String head, byte[] body, int length) throws IOException {
    byte[] first = head.getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = new byte[first.length + length];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(body, 0, all, first.length, length);
    socket.getOutputStream().write(all);
  }

  /** Waits for so long (zero: for ever), or until the client closes the connection. */
  private boolean clientLeaves(Socket socket, InputStream in, Duration atMost) throws IOException {
    socket.setSoTimeout((int) atMost.toMillis());
    try {
      if (in.read() < 0) {
        disconnects.incrementAndGet();
        return true;
      }
      throw new IOException("a second request before the first was answered");
    } catch (SocketTimeoutException stillThere) {
      socket.setSoTimeout(ENDLESS);
      return false;
    } catch (IOException reset) {
      disconnects.incrementAndGet();
      return true;
    }
  }

  /** Closes the port and all connections. */
  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException unclosable) {
      throw new UncheckedIOException(unclosable);
    }
  }
}
