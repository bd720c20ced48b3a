package dev.parley.transcript;

/**
 * Why the store did not do what it was asked. Messages name the value, the place and the remedy.
 */
public abstract sealed class TranscriptException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private TranscriptException(String message) {
    super(message);
  }

  private TranscriptException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * The database cannot be reached, is locked, or its disk is full: the same call may work later.
   */
  public static final class Unavailable extends TranscriptException {
    private static final long serialVersionUID = 1L;

    public Unavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** What is named is not in this store. */
  public static final class Unknown extends TranscriptException {
    private static final long serialVersionUID = 1L;

    public Unknown(String message) {
      super(message);
    }
  }

  /** The rules of the store forbid it; calling again changes nothing. */
  public static final class Refused extends TranscriptException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public Refused(Reason reason, String message) {
      super(message);
      this.reason = reason;
    }

    /** Which rule. */
    public Reason reason() {
      return reason;
    }
  }

  /** The rules by which a change is refused. */
  public enum Reason {
    /** The run is not, or no longer, the one that writes this conversation. */
    STALE_RUN,
    /** The run has seen entries that this store does not hold: it was restored from a backup. */
    STORE_BEHIND,
    /** A conversation of this id exists, and nothing expects another run of it. */
    CONVERSATION_EXISTS,
    /** The conversation was deleted; only its tombstone is left. */
    DELETED,
    /** Forks point at it. */
    HAS_FORKS,
    /** An id, a seq or a size is outside of what the store takes. */
    INVALID,
    /** The schema was made by a newer Parley. */
    NEWER_SCHEMA
  }
}
