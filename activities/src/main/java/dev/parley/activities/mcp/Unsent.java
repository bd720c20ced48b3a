package dev.parley.activities.mcp;

/** A request that the server has not had: it may be sent again, whatever it asks for. */
final class Unsent extends Exception {
  private static final long serialVersionUID = 1;

  Unsent(String message, Throwable cause) {
    super(message, cause);
  }
}
