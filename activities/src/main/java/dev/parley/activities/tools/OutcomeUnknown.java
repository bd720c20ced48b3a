package dev.parley.activities.tools;

/**
 * A call was sent and nobody knows what became of it: the server ended, the connection broke. A
 * call that must happen once is in doubt then, and a person is asked; of any other the model is
 * told, and may call again.
 */
public final class OutcomeUnknown extends Exception {
  private static final long serialVersionUID = 1;

  /** With what happened, as a sentence without its full stop. */
  public OutcomeUnknown(String message) {
    super(message);
  }

  /** With what happened, as a sentence without its full stop. */
  public OutcomeUnknown(String message, Throwable cause) {
    super(message, cause);
  }
}
