package dev.parley.activities.mcp;

import java.util.Optional;

/**
 * Why there is no session.
 *
 * <p>What the server itself said is for the person who configured it, not for logs or histories: it
 * is no part of the message.
 */
final class Unreached extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String told;

  Unreached(McpServer server, String what, String remedy, Optional<String> said, Throwable cause) {
    super("mcp.%s: %s; %s".formatted(server.name(), what, remedy), cause);
    this.told =
        said.map(end -> "mcp.%s: %s (%s); %s".formatted(server.name(), what, end, remedy))
            .orElseGet(() -> String.valueOf(getMessage()));
  }

  /** All of it, with the server's own last words. */
  String told() {
    return told;
  }
}
