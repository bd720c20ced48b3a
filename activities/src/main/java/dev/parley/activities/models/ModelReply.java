package dev.parley.activities.models;

import dev.parley.agents.Money;
import dev.parley.agents.Usage;
import org.jspecify.annotations.Nullable;

/**
 * What a model answered: a whole text, never an empty or truncated one.
 *
 * @param text the answer
 * @param thought reasoning text that came with it
 * @param usage tokens
 * @param estimated whether {@code usage} was counted here because the endpoint reported none
 * @param cost what the tokens cost; absent where no price is known
 * @param finish why the model stopped: {@code stop}, {@code tool_execution} or {@code other}
 * @param requestId the provider's name of the request
 * @param millis how long the call took
 * @param scriptedPlace which reply of a scripted model this is, from 0
 */
public record ModelReply(
    String text,
    @Nullable String thought,
    Usage usage,
    boolean estimated,
    @Nullable Money cost,
    String finish,
    @Nullable String requestId,
    long millis,
    @Nullable Integer scriptedPlace) {

  /** Why a model stops that has said everything. */
  public static final String STOP = "stop";

  /** The same with a price. */
  ModelReply costing(@Nullable Money price) {
    return new ModelReply(
        text, thought, usage, estimated, price, finish, requestId, millis, scriptedPlace);
  }

  /** Without the words, so that a reply may be logged. */
  @Override
  public String toString() {
    return "ModelReply[%d characters, %s, finish=%s, request=%s, %d ms]"
        .formatted(text.length(), usage, finish, requestId, millis);
  }
}
