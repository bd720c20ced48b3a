package dev.parley.activities.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** There is no answer. Messages name hosts, never paths, queries or headers. */
public sealed class HttpFailure extends IOException {

  private static final long serialVersionUID = 1;

  private final boolean sent;

  private HttpFailure(String message, boolean sent, @Nullable Throwable cause) {
    super(message, cause);
    this.sent = sent;
  }

  /** Whether a request may have reached somebody: it may have had an effect. */
  public boolean sent() {
    return sent;
  }

  /** A place that requests may not go to: nothing was sent there. */
  public static final class Refused extends HttpFailure {
    private static final long serialVersionUID = 1;

    /** Why a place is none. */
    public enum Why {
      /** It is no http or https address of a host. */
      NO_ADDRESS,
      /** The host is not among those that are allowed. */
      NOT_LISTED,
      /** The host has only addresses of a private network. */
      PRIVATE,
      /** A redirect that would take what was sent elsewhere, or out of an encrypted connection. */
      REDIRECT
    }

    private final Why why;

    Refused(Why why, String message, boolean sent) {
      super(message, sent, null);
      this.why = why;
    }

    /** Why it is none. */
    public Why why() {
      return why;
    }
  }

  /** A connection that could not be made, or broke, or took too long. */
  public static final class Broken extends HttpFailure {
    private static final long serialVersionUID = 1;

    Broken(String message, boolean sent, @Nullable Throwable cause) {
      super(message, sent, cause);
    }
  }
}
