package dev.parley.transcript;

import java.time.Duration;
import java.util.List;

/**
 * Replies of models while they come, from the worker that hears them to whoever watches, in another
 * process or on another machine. It is a preview beside the transcript: nothing of it is durable,
 * none of it is in Temporal's history, and the entry of the call replaces it. What goes wrong here
 * stops the preview and nothing else.
 */
public interface LiveStore {

  /** A call that is shorter leaves no trace here: its entry comes as fast. */
  Duration SHORT = Duration.ofMillis(100);

  /** How often what was heard is passed on, at most. */
  Duration BEAT = Duration.ofMillis(75);

  /** How long the words of a call whose worker was killed may stay after the last of them. */
  Duration KEPT = Duration.ofMinutes(10);

  /** Begins to pass on what a call says, under a random id of its own. Never throws. */
  LiveWriter open(LiveCall call);

  /** Hears what is being said in a conversation, from the beginning of each reply on. */
  LiveReader listen(String conversation);

  /**
   * Removes what killed workers have left.
   *
   * @param age how long ago the last word came, at least
   * @return how many calls that were
   */
  int sweep(Duration age);

  /**
   * A call of a model.
   *
   * @param seq the place that its entry will have
   * @param agent who speaks
   * @param attempt from 1; of two attempts at one place the later one counts
   */
  record LiveCall(String conversation, int seq, String agent, int attempt) {}

  /** Takes what a call says. Neither method blocks or throws; one thread at a time. */
  interface LiveWriter extends AutoCloseable {

    /** Passes nothing on. */
    LiveWriter NONE =
        new LiveWriter() {
          @Override
          public void append(String more) {}

          @Override
          public void close() {}
        };

    /** Some more of the reply. */
    void append(String more);

    /** The call is over, and its entry is written if it will be: the preview goes away. */
    @Override
    void close();
  }

  /** Hears one conversation; one thread's. */
  interface LiveReader extends AutoCloseable {

    /**
     * What was said since it was asked the last time. Waits for it, at most so long; returns
     * earlier, with nothing, when a call has ended, because there is an entry to read then.
     *
     * @throws TranscriptException.Unavailable if the store is away
     * @throws InterruptedException if the thread is interrupted
     */
    List<LiveText> news(Duration patience) throws InterruptedException;

    @Override
    void close();
  }
}
