package dev.parley.workflows;

import dev.parley.agents.EntryHead;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/**
 * What a conversation does in the world, by capability: each interface can have workers of its own.
 * Every effect that writes returns the head of the entry that stands at its place afterwards: its
 * own, or a foreign one that was there first.
 */
public interface Effects {

  /** Type of the failure of an {@link Append.Mailed} whose words are not in the store. */
  String ABSENT = "absent";

  /** Effects on the store alone: always local activities of the conversation's own worker. */
  @ActivityInterface
  interface Store {

    /** Registers the run and finds out how the conversation stands. */
    @ActivityMethod(name = "open")
    Opened open(Opening opening);

    /** Writes an entry that needs no work. */
    @ActivityMethod(name = "append")
    EntryHead append(Append append);

    /** Calls a reply function and writes what it says, or that it says nothing. */
    @ActivityMethod(name = "invoke")
    EntryHead invoke(EffectCall call);

    /** Asks a function who speaks next, and writes whom it has named. */
    @ActivityMethod(name = "choose")
    EntryHead choose(EffectCall call);

    /** Makes one of what several agents have answered, and writes it. */
    @ActivityMethod(name = "combine")
    EntryHead combine(EffectCall call);

    /** Reads what stands at some places, in order, as far as they are settled. */
    @ActivityMethod(name = "heads")
    List<EntryHead> heads(Heads heads);

    /** Prepares a conversation inside this one, and writes that it begins or is skipped. */
    @ActivityMethod(name = "chat")
    EntryHead chat(ChatTask task);

    /** Prepares the conversation that a call of an agent or a team as a tool is. */
    @ActivityMethod(name = "prepare")
    Prepared prepare(ToolTask task);

    /** Records the end of the round. */
    @ActivityMethod(name = "close")
    Outcome close(Closing closing);
  }

  /** Model calls. */
  @ActivityInterface
  interface Models {

    /** One call of an agent's model; its reply is the entry. */
    @ActivityMethod(name = "reply")
    EntryHead reply(EffectCall call);

    /** One call of an agent's model that sums up the round. */
    @ActivityMethod(name = "summarize")
    EntryHead summarize(EffectCall call);

    /** One call of the model that chooses who speaks; the entry says whom it has named. */
    @ActivityMethod(name = "select_speaker")
    EntryHead select(EffectCall call);
  }

  /**
   * The first moments of model calls and code runs of agents in the lane {@code auto}: local
   * activities of the conversation's own worker. They never fail in a way after which they could be
   * tried again: what would pay again waits in the workflow.
   */
  @ActivityInterface
  interface Beginnings {

    /** Begins {@link Models#reply}, and says what it came to after at most so many milliseconds. */
    @ActivityMethod(name = "begin_reply")
    Early reply(EffectCall call, long millis);

    /** Begins {@link Models#summarize} likewise. */
    @ActivityMethod(name = "begin_summarize")
    Early summarize(EffectCall call, long millis);

    /** Begins {@link Code#executeCode} likewise. */
    @ActivityMethod(name = "begin_execute_code")
    Early executeCode(EffectCall call, long millis);
  }

  /** Code runs. */
  @ActivityInterface
  interface Code {

    /** Runs the code of an entry in the agent's sandbox; its outcome is the entry. */
    @ActivityMethod(name = "execute_code")
    EntryHead executeCode(EffectCall call);
  }
}
