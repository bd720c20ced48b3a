package dev.parley.activities.models;

import dev.parley.agents.ModelSpec;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One question to one model.
 *
 * @param spec which model, and how it is asked
 * @param system what the model is told first; absent or blank: nothing
 * @param turns what it is shown, oldest first
 * @param agent the agent that replies
 * @param deadline how long the call may take in all, more than zero; a shorter {@code timeout} of
 *     the spec wins
 * @param scripted what was used of a scripted model; of any other it is not looked at
 */
public record ModelCall(
    ModelSpec spec,
    @Nullable String system,
    List<Turn> turns,
    String agent,
    Duration deadline,
    ScriptedUse scripted) {

  public ModelCall {
    turns = List.copyOf(turns);
    if (deadline.isNegative() || deadline.isZero()) {
      throw new IllegalArgumentException("deadline: must be more than 0, is " + deadline);
    }
  }

  /** A call of a model of which no scripted reply was used yet. */
  public static ModelCall of(
      ModelSpec spec, @Nullable String system, List<Turn> turns, String agent, Duration deadline) {
    return new ModelCall(spec, system, turns, agent, deadline, ScriptedUse.NONE);
  }

  /** The same with what was used of a scripted model. */
  public ModelCall with(ScriptedUse used) {
    return new ModelCall(spec, system, turns, agent, deadline, used);
  }

  /** How long the call may take: the deadline, or the spec's timeout if that is shorter. */
  public Duration within() {
    Duration timeout = spec.timeout();
    boolean shorter = timeout != null && timeout.isPositive() && timeout.compareTo(deadline) < 0;
    return shorter && timeout != null ? timeout : deadline;
  }

  /** The words of the last message the agent sees; empty if there is none. */
  public String lastText() {
    return turns.isEmpty() ? "" : turns.getLast().text();
  }

  /** Without the words, so that a call may be logged. */
  @Override
  public String toString() {
    return "ModelCall[%s, agent=%s, turns=%d, deadline=%s]"
        .formatted(spec.label(), agent, turns.size(), deadline);
  }
}
