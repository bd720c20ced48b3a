package dev.parley.activities.models;

import dev.parley.agents.ModelSpec;
import java.util.Optional;

/**
 * One kind of model: an API, or the scripted replies. Any number of threads, virtual ones too, call
 * it at once.
 */
public interface ModelProvider extends AutoCloseable {

  /** What stands before the colon in {@code PROVIDER:MODEL}. */
  String name();

  /**
   * Asks once, without any retry, and blocks until the whole answer is there. The call ends within
   * {@link ModelCall#within()}, even if the endpoint stalls in the middle of its answer.
   *
   * @param listener hears the reply while it comes; {@link Listener#NONE}: it is not streamed
   * @return the answer, without its cost; the same, streamed or not
   * @throws ModelFailure if there is no whole answer
   * @throws InterruptedException if the thread is interrupted; the connection is then closed
   */
  ModelReply call(ModelCall call, Listener listener) throws InterruptedException;

  /** The same without a stream. */
  default ModelReply call(ModelCall call) throws InterruptedException {
    return call(call, Listener.NONE);
  }

  /**
   * What an endpoint gets of a call; absent: nothing is sent anywhere. Nothing is sent now.
   *
   * @param sent how it was sent
   * @throws ModelFailure if it cannot be written
   */
  default Optional<WrittenRequest> written(ModelCall call, Sent sent) {
    return Optional.empty();
  }

  /**
   * Why this model cannot be called from here at all: a key that is missing, a host that gets none.
   * Asks no endpoint.
   */
  default Optional<String> problem(ModelSpec spec) {
    return Optional.empty();
  }

  /** Gives connections back. */
  @Override
  default void close() {}
}
