package dev.parley.chaos;

import dev.parley.agents.Entry;
import dev.parley.worker.ParleyWorker;
import dev.parley.worker.WorkerExtension;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Functions on the workers of these tests that fail in every way there is, each time with the words
 * they were given, before they do what they should.
 */
public final class IndiscreetFunctions implements WorkerExtension {

  /** The reply function. */
  static final String REPLY = "indiscreet_reply";

  /** The condition. */
  static final String CONDITION = "indiscreet_condition";

  private final AtomicInteger replies = new AtomicInteger();
  private final Map<String, Integer> conditions = new ConcurrentHashMap<>();

  /** Made by the worker. */
  public IndiscreetFunctions() {}

  @Override
  public void extend(ParleyWorker worker) {
    worker.reply(REPLY, this::reply).condition(CONDITION, this::holds);
  }

  private Optional<String> reply(String agent, List<Entry> view) {
    String words = view.getFirst().text();
    fail(replies.incrementAndGet(), words);
    return Optional.of("The board has heard: " + words);
  }

  private boolean holds(String text) {
    if (text.contains("has heard")) {
      return true;
    }
    int time = conditions.merge(text, 1, Integer::sum);
    // A third time about the same message would end the conversation.
    if (time < 3) {
      fail(time, text);
    }
    return false;
  }

  private static void fail(int time, String words) {
    switch (time) {
      case 1 -> throw new IllegalStateException(words, new IllegalArgumentException(words));
      case 2 -> throw ApplicationFailure.newFailure(words, words, words);
      case 3 -> throw ApplicationFailure.newNonRetryableFailure(words, words, words);
      case 4 -> throw new AssertionError(words);
      default -> {}
    }
  }
}
