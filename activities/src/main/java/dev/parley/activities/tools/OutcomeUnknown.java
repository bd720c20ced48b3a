package dev.parley.activities.tools;

/**
 * A tool's answer when nobody knows whether it has happened: the request was sent, and then nothing
 * came back. What may be repeated is then repeated; of what must happen once a person is asked.
 */
public final class OutcomeUnknown extends Exception {

  private static final long serialVersionUID = 1;

  /** With what is known, as a sentence for the person who is asked. */
  public OutcomeUnknown(String message, Throwable cause) {
    super(message, cause);
  }
}
