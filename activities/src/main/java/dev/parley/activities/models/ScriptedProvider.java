package dev.parley.activities.models;

import dev.parley.activities.models.ModelFailure.Facts;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.ScriptedReply;
import dev.parley.agents.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A model that says what a blueprint wrote down for it. A call takes the first reply that is not
 * used up, is meant for the agent, and whose {@code when} occurs in the last message. Holds no
 * state: what is used up comes with the call.
 */
public final class ScriptedProvider implements ModelProvider {

  @Override
  public String name() {
    return ModelSpec.SCRIPTED;
  }

  @Override
  public ModelReply call(ModelCall call, Listener listener) throws InterruptedException {
    long start = System.nanoTime();
    int place = place(call).orElseThrow(() -> exhausted(call));
    ScriptedReply reply = call.spec().replies().get(place);
    speak(call, reply, listener);
    ScriptedReply.Failure fail = reply.fail();
    if (fail != null) {
      throw at(place, HttpFailures.status(call.spec(), answer(fail), Instant.EPOCH));
    }
    List<ModelReply.Call> calls = calls(call, place, reply);
    String text = reply.say() == null ? "" : reply.say();
    if (text.isBlank() && calls.isEmpty()) {
      throw at(place, useless(call, "an empty text"));
    }
    Usage written = reply.usage();
    long characters =
        text.length() + calls.stream().mapToLong(one -> one.arguments().length()).sum();
    return new ModelReply(
        text,
        calls,
        reply.thought(),
        written == null ? Tokens.estimate(call, characters) : written,
        written == null,
        null,
        calls.isEmpty() ? ModelReply.STOP : ModelReply.TOOL_CALLS,
        null,
        Duration.ofNanos(System.nanoTime() - start).toMillis(),
        place,
        null);
  }

  private static List<ModelReply.Call> calls(ModelCall call, int place, ScriptedReply reply) {
    if (!reply.calls().isEmpty() && !call.calls()) {
      throw at(place, useless(call, "tool calls where none are allowed"));
    }
    List<ModelReply.Call> calls = new ArrayList<>();
    for (ScriptedReply.Call written : reply.calls()) {
      String id = "call_%d_%d".formatted(place, calls.size() + 1);
      calls.add(new ModelReply.Call(id, written.tool(), written.arguments()));
    }
    return calls;
  }

  private static ModelFailure useless(ModelCall call, String with) {
    return new ModelFailure(
        FailureType.BAD_OUTPUT,
        "%s answered with %s".formatted(HttpFailures.label(call.spec()), with),
        Facts.NONE);
  }

  private static OptionalInt place(ModelCall call) {
    List<ScriptedReply> replies = call.spec().replies();
    for (int place = 0; place < replies.size(); place++) {
      ScriptedReply reply = replies.get(place);
      boolean left = reply.times() == 0 || call.scripted().at(place) < reply.times();
      boolean meant = reply.agent() == null || reply.agent().equals(call.agent());
      boolean fits = reply.when() == null || call.lastText().contains(reply.when());
      if (left && meant && fits) {
        return OptionalInt.of(place);
      }
    }
    return OptionalInt.empty();
  }

  private static ModelFailure exhausted(ModelCall call) {
    return new ModelFailure(
        FailureType.SCRIPT_EXHAUSTED,
        "%s has no reply left for its call %d (agent %s); add one to its replies"
            .formatted(HttpFailures.label(call.spec()), call.scripted().total() + 1, call.agent()));
  }

  /** Takes the reply's time, over which a listener hears its words. */
  private static void speak(ModelCall call, ScriptedReply reply, Listener listener)
      throws InterruptedException {
    Duration delay = reply.delay() == null ? Duration.ZERO : reply.delay();
    Duration within = call.within();
    boolean late = delay.compareTo(within) > 0;
    Speech.of(reply, delay).until(late ? within : delay, listener);
    if (late) {
      throw HttpFailures.timeout(call.spec(), within);
    }
  }

  private static HttpAnswer answer(ScriptedReply.Failure fail) {
    Duration wait = fail.retryAfter();
    return new HttpAnswer(
        fail.status(),
        wait == null
            ? Map.of()
            : Map.of("retry-after-ms", List.of(String.valueOf(wait.toMillis()))),
        "");
  }

  private static ModelFailure at(int place, ModelFailure failure) {
    return new ModelFailure(failure.type(), failure.getMessage(), failure.facts().scripted(place));
  }
}
