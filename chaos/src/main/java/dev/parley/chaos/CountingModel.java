package dev.parley.chaos;

import dev.parley.activities.models.EndpointAnswer;
import dev.parley.activities.models.EndpointRequest;
import dev.parley.activities.models.ModelEndpoint;
import dev.parley.agents.ModelSpec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The model of the chaos runs. It counts what each conversation asks, and tells who listens. */
final class CountingModel implements AutoCloseable {

  /** Hears that a model is asked, before it answers. */
  @FunctionalInterface
  interface Listener {
    /** The answer is not given before this returns. */
    void asked(int turn) throws InterruptedException;
  }

  private final Coding coding;
  private final ModelEndpoint endpoint;
  private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
  private final Map<String, Listener> listeners = new ConcurrentHashMap<>();

  CountingModel(Coding coding) {
    this.coding = coding;
    this.endpoint = ModelEndpoint.start(this::answer);
  }

  private EndpointAnswer answer(EndpointRequest request) throws InterruptedException {
    String model = request.model();
    counts.computeIfAbsent(model, key -> new AtomicInteger()).incrementAndGet();
    int turn = Coding.own(request);
    listeners.getOrDefault(model, asked -> {}).asked(turn);
    return coding.answer(turn);
  }

  /** The model as one conversation has it. */
  ModelSpec of(String conversation) {
    return Coding.model(endpoint, conversation);
  }

  /** How many requests a conversation has made. */
  int count(String conversation) {
    return counts.getOrDefault(conversation, new AtomicInteger()).get();
  }

  /** Tells a listener of each request of a conversation. */
  void listen(String conversation, Listener listener) {
    listeners.put(conversation, listener);
  }

  ModelEndpoint endpoint() {
    return endpoint;
  }

  @Override
  public void close() {
    endpoint.close();
  }
}
