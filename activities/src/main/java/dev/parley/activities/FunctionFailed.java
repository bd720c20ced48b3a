package dev.parley.activities;

import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A function that a worker registered has thrown. The message names it and what it threw; what that
 * says may be words, and stays out of it.
 */
final class FunctionFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(FunctionFailed.class);

  /** The type of the failure that leaves the activity. */
  static final String TYPE = "functionFailed";

  private FunctionFailed(String message) {
    super(message);
  }

  /** A failure, whose frames are in the log. */
  static FunctionFailed of(String function, Throwable cause) {
    String name = cause.getClass().getName();
    LOG.warn(
        "{} threw {} at {}",
        function,
        name,
        Arrays.stream(cause.getStackTrace()).limit(30).toList());
    return new FunctionFailed(
        "%s threw %s; mend it, then continue the conversation".formatted(function, name));
  }

  /** What is said of it. */
  String said() {
    return String.valueOf(getMessage());
  }
}
