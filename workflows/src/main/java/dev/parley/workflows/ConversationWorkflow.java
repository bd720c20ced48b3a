package dev.parley.workflows;

import io.temporal.common.converter.RawValue;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * A conversation, as Temporal sees it: workflow type {@code Conversation}, workflow id =
 * conversation id. Signals take raw values and never fail: what cannot be taken is refused with an
 * entry that says so. Each signal may carry {@code id} (the same id changes nothing a second time)
 * and {@code by}.
 */
@WorkflowInterface
public interface ConversationWorkflow {

  /** The workflow type, for clients in other languages. */
  String TYPE = "Conversation";

  /**
   * Runs the conversation to its end.
   *
   * @param input see {@link ConversationInput}
   * @return why it ended, and where the answer is
   */
  @WorkflowMethod(name = TYPE)
  Outcome run(RawValue input);

  /** Words of a person. */
  @SignalMethod(
      description =
          "Say something: {\"text\":\"…\",\"by\":\"dana\",\"to\":\"an agent, or left out\"}")
  void say(RawValue body);

  /** A decision about a request. */
  @SignalMethod(
      description =
          "Decide: {\"request\":\"r3\",\"decision\":\"approve\",\"by\":\"dana\"}; also edit with"
              + " arguments, reject and respond with text, delegate with to, happened with text,"
              + " not-happened, retry")
  void decide(RawValue body);

  /** Takes care of a request, for others to see. */
  @SignalMethod(description = "Take care of a request: {\"request\":\"r3\",\"by\":\"dana\"}")
  void claim(RawValue body);

  /** Leaves a request to the others again. */
  @SignalMethod(description = "Leave a request to the others: {\"request\":\"r3\",\"by\":\"dana\"}")
  void release(RawValue body);

  /** Ends a standing approval. */
  @SignalMethod(description = "End a standing approval: {\"standing\":1,\"by\":\"dana\"}")
  void revoke(RawValue body);

  /** Changes when a person is asked for an agent's reply. */
  @SignalMethod(
      description =
          "Ask a person at other times: {\"agent\":\"user_proxy\",\"mode\":\"ALWAYS\",\"by\":\"dana\"}")
  void human(RawValue body);

  /** Holds after the running effect. */
  @SignalMethod(description = "Hold after the running effect: {\"by\":\"dana\"}")
  void pause(RawValue body);

  /** Goes on after a pause or an interrupt. */
  @SignalMethod(description = "Go on after pause or interrupt: {\"by\":\"dana\"}")
  void resume(RawValue body);

  /** Cancels the running effect and waits for words or {@code resume}. */
  @SignalMethod(description = "Cancel the running effect and wait: {\"by\":\"dana\"}")
  void interrupt(RawValue body);

  /** Ends the conversation, at once or after the turn. */
  @SignalMethod(description = "End it: {\"by\":\"dana\",\"afterTurn\":false}")
  void stop(RawValue body);

  /** A conversation inside this one has ended; the store holds what it came to. */
  @SignalMethod(description = "Sent by a conversation inside this one: {\"mail\":\"chat/ID\"}")
  void childEnded(RawValue body);

  /** How it stands, for the Temporal UI; Parley itself reads the store. */
  @QueryMethod(description = "How the conversation stands")
  Status status();

  /** What is waited for, for the Temporal UI. */
  @QueryMethod(description = "What the conversation waits for")
  Pending pending();
}
