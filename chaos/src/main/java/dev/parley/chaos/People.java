package dev.parley.chaos;

import dev.parley.client.Parley;
import dev.parley.client.ParleyException;
import dev.parley.transcript.TranscriptException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * People who say things to a conversation, each on a thread of its own. Who was told that the
 * server or the store is away may have spoken in vain; everybody else must be heard.
 */
final class People {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Parley client;
  private final String id;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger number = new AtomicInteger();
  private final Queue<String> taken = new ConcurrentLinkedQueue<>();
  private final Queue<String> turnedAway = new ConcurrentLinkedQueue<>();
  private final Queue<String> defects = new ConcurrentLinkedQueue<>();

  People(Parley client, String id) {
    this.client = client;
    this.id = id;
  }

  /** Somebody says something after so many milliseconds. */
  void say(int after) {
    String text = "remark %d".formatted(number.incrementAndGet());
    Future<?> unused =
        threads.submit(
            () -> {
              Waiting.pause(after);
              return once(text);
            });
  }

  /** Many say something at once; this returns when all have. */
  void burst(int people) throws InterruptedException {
    try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < people; i++) {
        String text = "remark %d".formatted(number.incrementAndGet());
        Future<?> unused = crowd.submit(() -> once(text));
      }
    }
  }

  /** Somebody says something until it is taken. */
  void insist() {
    String text = "remark %d: go on".formatted(number.incrementAndGet());
    Waiting.until("a word is taken", PATIENCE, () -> once(text));
  }

  private boolean once(String text) {
    try {
      client.find(id).say(text, Lab.STARTER);
      taken.add(text);
      return true;
    } catch (ParleyException.ServerAway | TranscriptException.Unavailable away) {
      turnedAway.add(text);
    } catch (RuntimeException e) {
      defects.add("%s: %s".formatted(text, e));
    }
    return false;
  }

  /** Waits until everybody has spoken. */
  void await() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        defects.add("somebody still speaks after %d s".formatted(PATIENCE.toSeconds()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the run was interrupted", e);
    }
  }

  /** What was said and taken. */
  List<String> taken() {
    return List.copyOf(taken);
  }

  /** What people were told was not taken. */
  List<String> turnedAway() {
    return List.copyOf(turnedAway);
  }

  /** What must not happen to people. */
  List<String> defects() {
    return List.copyOf(defects);
  }
}
