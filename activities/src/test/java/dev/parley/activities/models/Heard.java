package dev.parley.activities.models;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A listener that keeps what it hears. */
final class Heard implements Listener {

  private final List<String> texts = new ArrayList<>();
  private final List<String> thoughts = new ArrayList<>();
  private final Set<Thread> threads = new HashSet<>();
  private long first;

  @Override
  public synchronized void text(String more) {
    first = texts.isEmpty() ? System.nanoTime() : first;
    texts.add(more);
    threads.add(Thread.currentThread());
  }

  @Override
  public synchronized void thought(String more) {
    thoughts.add(more);
  }

  synchronized List<String> texts() {
    return List.copyOf(texts);
  }

  synchronized List<String> thoughts() {
    return List.copyOf(thoughts);
  }

  synchronized Set<Thread> threads() {
    return Set.copyOf(threads);
  }

  synchronized long firstAt() {
    return first;
  }
}
