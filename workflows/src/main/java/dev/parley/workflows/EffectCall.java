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
 * @param sees the first seq that the effect does not see, 0: its own place
 * @param since seq from which on the agent sees only what it did itself, 0: it sees everything
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
    int link,
    int sees,
    int since) {

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
        0,
        0,
        0);
  }

  /** The seq before which the entries are that the effect sees. */
  public int horizon() {
    return sees == 0 ? seq : sees;
  }

  /** The same, by another model of the chain. */
  EffectCall withLink(int place) {
    return with(seq, intent, code, ownCode, tools, place, sees, since);
  }

  /** The same with other code. */
  EffectCall withCode(int entry) {
    return with(seq, intent, entry, ownCode, tools, link, sees, since);
  }

  /**
   * The same, for a model.
   *
   * @param runs whether the agent runs the code that its model writes
   * @param calls whether the model may call tools
   */
  EffectCall withModel(boolean runs, boolean calls) {
    return with(seq, intent, code, runs, calls, link, sees, since);
  }

  /** The same place, for one of several effects that share its entry. */
  public EffectCall because(Intent cause) {
    return with(seq, cause, code, ownCode, tools, link, sees, since);
  }

  /**
   * So many places further on, for one of several effects that happen at the same time.
   *
   * @param begun seq from which on they do
   */
  EffectCall ahead(int places, int begun) {
    return with(seq + places, intent, code, ownCode, tools, link, seq, begun);
  }

  private EffectCall with(
      int place,
      Intent cause,
      int entry,
      boolean runs,
      boolean calls,
      int model,
      int horizon,
      int begun) {
    return new EffectCall(
        conversation,
        store,
        blueprint,
        branch,
        place,
        cause,
        chain,
        agent,
        entry,
        firstRun,
        runs,
        calls,
        model,
        horizon,
        begun);
  }
}
