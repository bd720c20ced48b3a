package dev.parley.client;

/** Why a client could not do what it was asked. The message names the value and the remedy. */
public sealed class ParleyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private ParleyException(String message) {
    super(message);
  }

  private ParleyException(String message, Throwable cause) {
    super(message, cause);
  }

  /** No conversation has this id, or more than one begins so. */
  public static final class UnknownConversation extends ParleyException {
    private static final long serialVersionUID = 1L;

    UnknownConversation(String message) {
      super(message);
    }
  }

  /** The Temporal server cannot be reached; nothing that was said is lost. */
  public static final class ServerAway extends ParleyException {
    private static final long serialVersionUID = 1L;

    ServerAway(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** What was given cannot be taken: a text that is too long, a name of an agent. */
  public static final class Refused extends ParleyException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }
}
