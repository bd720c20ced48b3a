package dev.parley.chaos;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parley.agents.ToolEffect;
import dev.parley.transcript.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The world that the tools of decision runs change: it counts what happens, by conversation and
 * key. It is slow, so that workers can be killed before it has happened and after that.
 */
final class Counter implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Listener> listeners = new ConcurrentHashMap<>();
  private final List<Hit> hits = new CopyOnWriteArrayList<>();
  private final Set<String> booked = new HashSet<>();
  private final Map<String, Integer> busy = new ConcurrentHashMap<>();

  /**
   * What happened.
   *
   * @param key the idempotency key of the call
   * @param number of the call in its conversation, from 1
   * @param amount as it was asked for, or as a person changed it
   */
  record Hit(String conversation, String key, ToolEffect effect, int number, int amount) {}

  /**
   * How slow it is.
   *
   * @param before milliseconds until it happens
   * @param after milliseconds from then to the answer
   */
  record Pace(int before, int after) {}

  /** Hears of the calls of a conversation. */
  interface Listener {
    /** A call has come in. */
    Pace called(int number);

    /** A call is being answered. */
    void answered(int number);
  }

  Counter() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on 127.0.0.1", e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  /** Where it is. */
  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /** Tells a listener of each call of a conversation. */
  void listen(String conversation, Listener listener) {
    listeners.put(conversation, listener);
  }

  /** What a call is told when it has happened. */
  static String receipt(ToolEffect effect, int number, int amount) {
    return "%s %d: %d EUR".formatted(Deeds.tool(effect), number, amount);
  }

  /** What has happened in a conversation, in its order. */
  List<Hit> hits(String conversation) {
    return hits.stream().filter(hit -> hit.conversation().equals(conversation)).toList();
  }

  /** Whether a call has come in and is not over: it may still happen, even if its caller died. */
  boolean isBusy(String conversation, int number) {
    return busy.getOrDefault(call(conversation, number), 0) > 0;
  }

  private static String call(String conversation, int number) {
    return conversation + "/" + number;
  }

  // --- A call

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      byte[] answer = answer(Json.read(body, Hit.class)).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private String answer(Hit hit) {
    String call = call(hit.conversation(), hit.number());
    int unused = busy.merge(call, 1, Integer::sum);
    Listener listener = listeners.getOrDefault(hit.conversation(), new Quick());
    try {
      Pace pace = listener.called(hit.number());
      Waiting.pause(pace.before());
      count(hit);
      Waiting.pause(pace.after());
    } finally {
      unused = busy.merge(call, -1, Integer::sum);
    }
    listener.answered(hit.number());
    return receipt(hit.effect(), hit.number(), hit.amount());
  }

  private synchronized void count(Hit hit) {
    if (hit.effect() != ToolEffect.IDEMPOTENT || booked.add(hit.conversation() + " " + hit.key())) {
      hits.add(hit);
    }
  }

  private static final class Quick implements Listener {
    @Override
    public Pace called(int number) {
      return new Pace(0, 0);
    }

    @Override
    public void answered(int number) {}
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
