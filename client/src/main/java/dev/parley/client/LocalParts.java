package dev.parley.client;

import java.util.Map;

/**
 * What {@link Parley#local()} stands on: a server, a store and a worker for this process. A client
 * alone has none; the {@code parley-cli} module brings them, as a service of this type.
 */
public interface LocalParts {

  /**
   * Starts them.
   *
   * @param environment variables, keys of models among them
   */
  Running start(Map<String, String> environment);

  /** Parts that run until they are closed. */
  interface Running extends AutoCloseable {

    /** How a client reaches them. */
    ParleySettings settings();

    @Override
    void close();
  }
}
