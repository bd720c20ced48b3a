package dev.parley.activities.mcp;

import java.io.IOException;

/** What a transport reports that is not about the sending of one message. */
abstract sealed class Broken extends IOException {
  private static final long serialVersionUID = 1;

  private Broken(String message) {
    super(message);
  }

  /** The server is no more: what was sent has no answer, and nothing can be sent. */
  static final class Gone extends Broken {
    private static final long serialVersionUID = 1;

    Gone() {
      super("the server has ended");
    }
  }

  /** An answer was longer than what is read. */
  static final class TooLarge extends Broken {
    private static final long serialVersionUID = 1;

    private final String id;

    TooLarge(String id) {
      super("an answer was too large");
      this.id = id;
    }

    /** Of the request that it answered. */
    String id() {
      return id;
    }
  }
}
