package dev.parley.activities.tools;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** What a tool of a test works on: it counts what reaches it, and behaves as it is told. */
public final class Counterpart {

  /** How it behaves. */
  public enum Mood {
    /** It says {@code done ID}. */
    ANSWERS,
    /** It refuses with {@code order ID is closed}. */
    FAILS,
    /** It does it, and then the answer never comes. */
    HANGS,
    /** It does it, and then the connection breaks. */
    LOSES,
    /** It says {@code done ID}, and then a great deal more. */
    HUGE
  }

  /** It will not do it. */
  public static final class Refusal extends IOException {
    private static final long serialVersionUID = 1;

    Refusal(String message) {
      super(message);
    }
  }

  /** Its answer gets lost. */
  public static final class Lost extends IOException {
    private static final long serialVersionUID = 1;

    Lost() {
      super("lost");
    }
  }

  /** Characters of a huge answer at least. */
  public static final int HUGE = 3_000_000;

  private final AtomicReference<Mood> mood = new AtomicReference<>(Mood.ANSWERS);
  private final List<String> keys = new CopyOnWriteArrayList<>();
  private final Set<String> done = ConcurrentHashMap.newKeySet();
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch end = new CountDownLatch(1);

  /** From now on it behaves so. */
  public void is(Mood next) {
    mood.set(next);
  }

  /**
   * Something is wanted of it.
   *
   * @param key what the request bears, empty: nothing
   */
  public String take(String key, long id) throws IOException {
    keys.add(key);
    Mood now = mood.get();
    if (now == Mood.FAILS) {
      reached.countDown();
      throw new Refusal("order %d is closed".formatted(id));
    }
    boolean unused = done.add(key.isEmpty() ? "call " + keys.size() : key);
    reached.countDown();
    return switch (now) {
      case ANSWERS, FAILS -> "done " + id;
      case HUGE -> "done " + id + " " + "x".repeat(HUGE);
      case LOSES -> throw new Lost();
      case HANGS -> hang();
    };
  }

  private String hang() throws IOException {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new Lost();
  }

  /** The keys of all requests so far. */
  public List<String> keys() {
    return List.copyOf(keys);
  }

  /** How often it has done something: once a key. */
  public int effects() {
    return done.size();
  }

  /** Waits until a request is there. */
  void awaitRequest() throws InterruptedException {
    reached.await();
  }

  /** Lets what hangs go. */
  void end() {
    end.countDown();
  }
}
