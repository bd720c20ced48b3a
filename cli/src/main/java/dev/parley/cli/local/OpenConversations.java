package dev.parley.cli.local;

/** Whether any conversation of a home still has something to do. */
@FunctionalInterface
public interface OpenConversations extends AutoCloseable {

  /** Whether one runs, waits, is paused or stuck. True also where that cannot be found out now. */
  boolean any();

  @Override
  default void close() {}
}
