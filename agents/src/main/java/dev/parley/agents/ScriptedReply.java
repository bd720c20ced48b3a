package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One reply of a scripted model. A call takes the first unused one whose conditions fit.
 *
 * @param when text that must occur in the last message the agent sees; absent: any
 * @param agent the only agent that gets it; absent: any
 * @param times how often it may be used; 0: without end
 * @param say the reply; beside calls it may be absent
 * @param thought reasoning text that comes with it
 * @param delay how long the model takes
 * @param usage tokens to report; absent: counted from the texts
 * @param fail instead of a reply: how the attempt fails
 * @param calls the tools that the model wants to call
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ScriptedReply(
    @Nullable String when,
    @Nullable String agent,
    int times,
    @Nullable String say,
    @Nullable String thought,
    @Nullable Duration delay,
    @Nullable Usage usage,
    @Nullable Failure fail,
    List<Call> calls) {

  /**
   * A call of a tool.
   *
   * @param arguments JSON, as the model writes it: it may be wrong
   */
  public record Call(String tool, String arguments) {}

  /** A failed attempt: an HTTP status, and when to try again. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Failure(int status, @Nullable Duration retryAfter) {}

  public ScriptedReply {
    calls = calls == null ? List.of() : List.copyOf(calls);
    if ((say == null && calls.isEmpty()) == (fail == null)) {
      throw new IllegalArgumentException("a scripted reply has either say or calls, or fail");
    }
    if (times < 0) {
      throw new IllegalArgumentException("times: must not be negative, is " + times);
    }
  }

  /** A reply without calls of tools. */
  public ScriptedReply(
      @Nullable String when,
      @Nullable String agent,
      int times,
      @Nullable String say,
      @Nullable String thought,
      @Nullable Duration delay,
      @Nullable Usage usage,
      @Nullable Failure fail) {
    this(when, agent, times, say, thought, delay, usage, fail, List.of());
  }

  /** Calls of tools that are made once, whatever the agent sees. */
  public static ScriptedReply calling(Call... calls) {
    return new ScriptedReply(null, null, 1, null, null, null, null, null, List.of(calls));
  }

  /** A reply that is given once, to any call. */
  public static ScriptedReply say(String text) {
    return new ScriptedReply(null, null, 1, text, null, null, null, null);
  }

  /** A reply that is given once, if the text occurs in the last message the agent sees. */
  public static ScriptedReply when(String text, String say) {
    return new ScriptedReply(text, null, 1, say, null, null, null, null);
  }

  /** An attempt that fails once with this HTTP status. */
  public static ScriptedReply failing(int status) {
    return new ScriptedReply(
        null, null, 1, null, null, null, null, new Failure(status, null), List.of());
  }

  /** The same, after so long. */
  public ScriptedReply delayed(Duration wait) {
    return new ScriptedReply(when, agent, times, say, thought, wait, usage, fail, calls);
  }
}
