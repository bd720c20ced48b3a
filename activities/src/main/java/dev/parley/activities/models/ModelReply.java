package dev.parley.activities.models;

import dev.parley.agents.Money;
import dev.parley.agents.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model answered: a whole text, calls of tools, or both; never nothing, never the half of
 * it.
 *
 * @param text the answer; empty only beside calls
 * @param calls the tools that it wants to call; each has an id of its own
 * @param thought reasoning text that came with it
 * @param usage tokens
 * @param estimated whether {@code usage} was counted here because the endpoint reported none
 * @param cost what the tokens cost; absent where no price is known
 * @param finish why the model stopped: {@code stop}, {@code tool_calls} or {@code other}
 * @param requestId the provider's name of the request
 * @param millis how long the call took
 * @param scriptedPlace which reply of a scripted model this is, from 0
 * @param sent how the request was sent; absent: to no endpoint
 */
public record ModelReply(
    String text,
    List<Call> calls,
    @Nullable String thought,
    Usage usage,
    boolean estimated,
    @Nullable Money cost,
    String finish,
    @Nullable String requestId,
    long millis,
    @Nullable Integer scriptedPlace,
    @Nullable Sent sent) {

  /** Why a model stops that has said everything. */
  public static final String STOP = "stop";

  /** Why a model stops that waits for tools. */
  public static final String TOOL_CALLS = "tool_calls";

  /** More calls than this are no answer: each takes room in the conversation's history. */
  public static final int MOST_CALLS = 64;

  public ModelReply {
    calls = List.copyOf(calls);
  }

  /**
   * A call that the model wants.
   *
   * @param id identifies it among the calls of its reply
   * @param tool as the model calls it: there may be none of that name
   * @param arguments as the model writes them: not always a JSON object
   */
  public record Call(String id, String tool, String arguments) {

    long characters() {
      return (long) tool.length() + arguments.length();
    }

    /** Without the words, so that a call may be logged. */
    @Override
    public String toString() {
      return "Call[%s, %d characters]".formatted(id, characters());
    }
  }

  /** The same with other calls. */
  ModelReply calling(List<Call> others) {
    return new ModelReply(
        text,
        others,
        thought,
        usage,
        estimated,
        cost,
        finish,
        requestId,
        millis,
        scriptedPlace,
        sent);
  }

  /** The same with how the request was sent. */
  ModelReply answering(Sent request) {
    return new ModelReply(
        text,
        calls,
        thought,
        usage,
        estimated,
        cost,
        finish,
        requestId,
        millis,
        scriptedPlace,
        request);
  }

  /** The same with a price. */
  ModelReply costing(@Nullable Money price) {
    return new ModelReply(
        text,
        calls,
        thought,
        usage,
        estimated,
        price,
        finish,
        requestId,
        millis,
        scriptedPlace,
        sent);
  }

  /** Without the words, so that a reply may be logged. */
  @Override
  public String toString() {
    return "ModelReply[%d characters, %d calls, %s, finish=%s, request=%s, %d ms]"
        .formatted(text.length(), calls.size(), usage, finish, requestId, millis);
  }
}
