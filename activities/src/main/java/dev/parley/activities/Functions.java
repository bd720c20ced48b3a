package dev.parley.activities;

import dev.parley.agents.Entry;
import dev.parley.agents.Names;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The functions that a worker registered by name, which team files call by {@code function: NAME}.
 *
 * @param replies custom ways to reply
 * @param conditions conditions on messages
 * @param selectors they say who speaks next
 * @param candidates they narrow who may be chosen
 * @param combiners they make one answer of several
 */
public record Functions(
    Map<String, ReplyFunction> replies,
    Map<String, ConditionFunction> conditions,
    Map<String, SelectFunction> selectors,
    Map<String, CandidatesFunction> candidates,
    Map<String, CombineFunction> combiners) {

  /** None. */
  public static final Functions NONE =
      new Functions(Map.of(), Map.of(), Map.of(), Map.of(), Map.of());

  public Functions {
    replies = Map.copyOf(replies);
    conditions = Map.copyOf(conditions);
    selectors = Map.copyOf(selectors);
    candidates = Map.copyOf(candidates);
    combiners = Map.copyOf(combiners);
  }

  /** With a custom way to reply; see {@link #more} for what is thrown. */
  public Functions reply(String name, ReplyFunction function) {
    return new Functions(
        more("reply", replies, name, function), conditions, selectors, candidates, combiners);
  }

  /** With a condition on messages. */
  public Functions condition(String name, ConditionFunction function) {
    return new Functions(
        replies, more("condition", conditions, name, function), selectors, candidates, combiners);
  }

  /** With one that says who speaks next. */
  public Functions selector(String name, SelectFunction function) {
    return new Functions(
        replies, conditions, more("selector", selectors, name, function), candidates, combiners);
  }

  /** With one that narrows who may be chosen. */
  public Functions candidates(String name, CandidatesFunction function) {
    return new Functions(
        replies, conditions, selectors, more("candidates", candidates, name, function), combiners);
  }

  /** With one that makes one answer of several. */
  public Functions combiner(String name, CombineFunction function) {
    return new Functions(
        replies, conditions, selectors, candidates, more("combiner", combiners, name, function));
  }

  /**
   * All of them and one more.
   *
   * @throws IllegalArgumentException if there is one of that name, or it is no name
   */
  private static <F> Map<String, F> more(String kind, Map<String, F> all, String name, F function) {
    Map<String, F> more = new HashMap<>(all);
    if (more.putIfAbsent(Names.check(kind, name), function) != null) {
      throw new IllegalArgumentException("%s: \"%s\" is registered twice".formatted(kind, name));
    }
    return more;
  }

  /** Says who speaks next: what AutoGen's {@code selector_func} says. */
  @FunctionalInterface
  public interface SelectFunction {
    /**
     * The next speaker, whatever the team's transitions say; nothing: the team is through. It may
     * run more than once.
     *
     * @param entries the conversation so far
     */
    Optional<String> next(List<Entry> entries);
  }

  /** Narrows who may be chosen: what AutoGen's {@code candidate_func} does. */
  @FunctionalInterface
  public interface CandidatesFunction {
    /**
     * Those who may speak next. Who may not by the team's own rules is left out.
     *
     * @param entries the conversation so far
     */
    List<String> among(List<Entry> entries);
  }

  /** Makes one answer of several. */
  @FunctionalInterface
  public interface CombineFunction {
    /**
     * The answer.
     *
     * @param answers the last answer of each participant, in their order
     */
    String combine(List<Entry> answers);
  }

  /** A custom way to reply: what AutoGen's {@code register_reply} registers. */
  @FunctionalInterface
  public interface ReplyFunction {
    /**
     * The reply, or nothing: then the agent's next way is tried. It may run more than once. If it
     * throws as often as a model call may fail, the conversation ends with the function's name.
     *
     * @param agent who replies
     * @param view what the agent sees
     */
    Optional<String> reply(String agent, List<Entry> view);
  }

  /** A condition that a function decides. */
  @FunctionalInterface
  public interface ConditionFunction {
    /**
     * Whether the message fits. If it throws three times about one message, the message is not
     * taken, and the conversation ends with the function's name; a reply that was paid for is kept
     * as evidence.
     */
    boolean holds(String text);
  }
}
