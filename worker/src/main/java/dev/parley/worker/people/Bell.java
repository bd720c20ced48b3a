package dev.parley.worker.people;

/** Tells a conversation that a decision waits for it in the store. */
@FunctionalInterface
public interface Bell {

  /**
   * Signals it. Whatever becomes of the signal, the decision is not lost: a worker signals it
   * again.
   *
   * @param mail id of the mail with the decision
   * @param by who decides
   */
  void ring(String conversation, String mail, String by);
}
