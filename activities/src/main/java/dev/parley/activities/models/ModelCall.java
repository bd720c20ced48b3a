package dev.parley.activities.models;

import dev.parley.agents.ModelSpec;
import java.time.Duration;
import java.util.List;
import java.util.Set;
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
 * @param tools what it is told of tools
 * @param calls whether it may call them now
 * @param output JSON Schema that the reply's text must fit; absent: any text
 * @param adapters what the model is spared
 */
public record ModelCall(
    ModelSpec spec,
    @Nullable String system,
    List<Turn> turns,
    String agent,
    Duration deadline,
    ScriptedUse scripted,
    List<Offer> tools,
    boolean calls,
    @Nullable String output,
    Set<Adapter> adapters) {

  /**
   * A tool as a model is told of it.
   *
   * @param parameters JSON Schema of an object
   */
  public record Offer(String name, String description, String parameters) {

    long characters() {
      return (long) name.length() + description.length() + parameters.length();
    }
  }

  public ModelCall {
    turns = List.copyOf(turns);
    tools = List.copyOf(tools);
    adapters = Set.copyOf(adapters);
    calls = calls && !tools.isEmpty();
    if (deadline.isNegative() || deadline.isZero()) {
      throw new IllegalArgumentException("deadline: must be more than 0, is " + deadline);
    }
  }

  /** A call of a model of which no scripted reply was used yet. */
  public static ModelCall of(
      ModelSpec spec, @Nullable String system, List<Turn> turns, String agent, Duration deadline) {
    return new ModelCall(
        spec, system, turns, agent, deadline, ScriptedUse.NONE, List.of(), false, null, Set.of());
  }

  /** The same with what was used of a scripted model. */
  public ModelCall with(ScriptedUse used) {
    return new ModelCall(
        spec, system, turns, agent, deadline, used, tools, calls, output, adapters);
  }

  /**
   * The same with tools.
   *
   * @param mayCall whether it may call them now; else it is only told what its earlier calls meant
   */
  public ModelCall offering(List<Offer> offers, boolean mayCall) {
    return new ModelCall(
        spec, system, turns, agent, deadline, scripted, offers, mayCall, output, adapters);
  }

  /**
   * The same with a form of the answer.
   *
   * @param schema JSON Schema that the reply's text must fit; absent: any text
   */
  public ModelCall wanting(@Nullable String schema) {
    return new ModelCall(
        spec, system, turns, agent, deadline, scripted, tools, calls, schema, adapters);
  }

  /** The same for a model that does not understand everything. */
  public ModelCall sparing(Set<Adapter> what) {
    return new ModelCall(
        spec, system, turns, agent, deadline, scripted, tools, calls, output, what);
  }

  /** The same with other words before the messages. */
  ModelCall told(@Nullable String first) {
    return new ModelCall(
        spec, first, turns, agent, deadline, scripted, tools, calls, output, adapters);
  }

  /** The same with other turns. */
  public ModelCall showing(List<Turn> other) {
    return shown(other, tools);
  }

  /** The same with other turns and tools. */
  ModelCall shown(List<Turn> other, List<Offer> offers) {
    return new ModelCall(
        spec, system, other, agent, deadline, scripted, offers, calls, output, adapters);
  }

  /** How many characters the model is sent, about. */
  public long characters() {
    return (system == null ? 0 : system.length())
        + turns.stream().mapToLong(Turn::characters).sum()
        + tools.stream().mapToLong(Offer::characters).sum()
        + (output == null ? 0 : output.length());
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
    return "ModelCall[%s, agent=%s, turns=%d, tools=%d, deadline=%s]"
        .formatted(spec.label(), agent, turns.size(), tools.size(), deadline);
  }
}
