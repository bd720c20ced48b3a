package dev.parley.activities.models;

import dev.parley.agents.ScriptedReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A scripted reply as it is spoken: word by word, evenly over its time. */
final class Speech {

  private static final Pattern BETWEEN_WORDS = Pattern.compile("(?<=\\s)(?=\\S)");

  private final List<Word> words;
  private final Duration delay;

  private record Word(String text, boolean thought) {
    void tell(Listener listener) {
      if (thought) {
        listener.thought(text);
      } else {
        listener.text(text);
      }
    }
  }

  private Speech(List<Word> words, Duration delay) {
    this.words = words;
    this.delay = delay;
  }

  /** The words of a reply; of one that fails there are none. */
  static Speech of(ScriptedReply reply, Duration delay) {
    List<Word> words = new ArrayList<>();
    add(words, reply.thought() == null ? "" : reply.thought(), true);
    add(words, reply.say() == null ? "" : reply.say(), false);
    return new Speech(words, delay);
  }

  private static void add(List<Word> words, String text, boolean thought) {
    for (String word : BETWEEN_WORDS.split(text, -1)) {
      if (!word.isEmpty()) {
        words.add(new Word(word, thought));
      }
    }
  }

  /** Speaks until the end of that time; who does not listen only waits. */
  void until(Duration end, Listener listener) throws InterruptedException {
    long start = System.nanoTime();
    if (!listener.equals(Listener.NONE)) {
      for (int said = 0; said < words.size(); said++) {
        Duration at = delay.multipliedBy(said + 1L).dividedBy(words.size());
        if (at.compareTo(end) > 0) {
          break;
        }
        pause(start, at);
        words.get(said).tell(listener);
      }
    }
    pause(start, end);
  }

  private static void pause(long start, Duration at) throws InterruptedException {
    Thread.sleep(at.minusNanos(System.nanoTime() - start));
  }
}
