package dev.parley.activities.tools;

import dev.parley.agents.ToolSpec;
import java.util.List;
import java.util.Optional;

/**
 * Tools that come from one place outside: an MCP server, an OpenAPI document, a database. Workers
 * configure them, team files name them. Any number of threads call it at once.
 */
public interface ToolSource extends AutoCloseable {

  /** Where tools come from. */
  enum Kind {
    /** A server that speaks the Model Context Protocol. */
    MCP,
    /** An HTTP interface that an OpenAPI document describes. */
    OPENAPI,
    /** A database that is only read. */
    SQL
  }

  /** Where its tools come from. */
  Kind kind();

  /** What team files call it; see {@link dev.parley.agents.Names}. */
  String name();

  /**
   * Its tools as they are now, each called as the source calls it.
   *
   * @param spec what the team file says: limits, the tools that it wants
   * @throws Unavailable if it cannot be reached now
   */
  List<Tool> tools(ToolSpec spec);

  /** Why it cannot be used from here, as a sentence for the person who configured it. */
  Optional<String> problem();

  /** Gives processes and connections back. */
  @Override
  default void close() {}

  /** A source that cannot be reached now; trying again may help. */
  final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With what happened, the place and the remedy. */
    public Unavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
