package dev.parley.activities.mcp;

/** The server has answered, and what it says is no result. The message is for the model. */
final class Refused extends Exception {
  private static final long serialVersionUID = 1;

  Refused(String message) {
    super(message);
  }

  Refused(String message, Throwable cause) {
    super(message, cause);
  }
}
