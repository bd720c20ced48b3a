package dev.parley.workflows;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.parley.agents.Intent;

/**
 * The input of every effect: where it writes, what it is the effect of, and whose it is. Under 1
 * KB; the words it needs it reads itself.
 *
 * @param store id of the store in which the conversation is
 * @param blueprint digest of the team
 * @param branch branch of the conversation
 * @param seq allotted place
 * @param chain digest of the entry before and all before that one: a store that does not know it
 *     has lost something, and nothing is done
 * @param agent whose effect it is; empty: nobody's
 * @param code seq of the entry whose code runs, -1: none
 * @param firstRun the first run of the chain of continuations that the caller belongs to
 * @param ownCode whether code in the reply is run by the same agent next
 * @param tools whether the model may call tools
 * @param link place in the chain of the agent's models, 0: the first
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record EffectCall(
    String conversation,
    String store,
    String blueprint,
    String branch,
    int seq,
    Intent intent,
    String chain,
    String agent,
    int code,
    String firstRun,
    boolean ownCode,
    boolean tools,
    int link) {

  public EffectCall {
    // What is empty is left out of the JSON and comes back as null.
    chain = chain == null ? "" : chain;
    agent = agent == null ? "" : agent;
    firstRun = firstRun == null ? "" : firstRun;
  }

  /** An effect of the first model of a chain, or of none. */
  public EffectCall(
      String conversation,
      String store,
      String blueprint,
      String branch,
      int seq,
      Intent intent,
      String chain,
      String agent,
      int code,
      String firstRun,
      boolean ownCode,
      boolean tools) {
    this(
        conversation,
        store,
        blueprint,
        branch,
        seq,
        intent,
        chain,
        agent,
        code,
        firstRun,
        ownCode,
        tools,
        0);
  }

  /** The same, by another model of the chain. */
  EffectCall withLink(int place) {
    return new EffectCall(
        conversation,
        store,
        blueprint,
        branch,
        seq,
        intent,
        chain,
        agent,
        code,
        firstRun,
        ownCode,
        tools,
        place);
  }

  /** The same with other code. */
  EffectCall withCode(int entry) {
    return new EffectCall(
        conversation,
        store,
        blueprint,
        branch,
        seq,
        intent,
        chain,
        agent,
        entry,
        firstRun,
        ownCode,
        tools);
  }

  /**
   * The same, for a model.
   *
   * @param runs whether the agent runs the code that its model writes
   * @param calls whether the model may call tools
   */
  EffectCall withModel(boolean runs, boolean calls) {
    return new EffectCall(
        conversation,
        store,
        blueprint,
        branch,
        seq,
        intent,
        chain,
        agent,
        code,
        firstRun,
        runs,
        calls);
  }

  /** The same place, for one of several effects that share its entry. */
  EffectCall because(Intent cause) {
    return new EffectCall(
        conversation,
        store,
        blueprint,
        branch,
        seq,
        cause,
        chain,
        agent,
        code,
        firstRun,
        ownCode,
        tools);
  }
}
