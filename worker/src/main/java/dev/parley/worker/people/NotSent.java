package dev.parley.worker.people;

/** A notice did not reach a person; the message is a text of our own, without a word of anybody. */
final class NotSent extends Exception {

  private static final long serialVersionUID = 1L;

  NotSent(String message) {
    super(message);
  }

  NotSent(String message, Throwable cause) {
    super(message, cause);
  }
}
