package dev.parley.activities;

import dev.parley.transcript.TranscriptException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The law of failures: what leaves an activity has a type and a fixed message of our own. Causes
 * quote providers, prompts and rows, so they never travel with it.
 */
final class Failures {

  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  /** The store does not hold what the workflow has seen: a restored backup. */
  static final String STORE_BEHIND = "storeBehind";

  private Failures() {}

  /** A failure after which Temporal tries again, not before the given delay. */
  static ApplicationFailure retryable(String type, String message, @Nullable Duration after) {
    ApplicationFailure.Builder failure =
        ApplicationFailure.newBuilder().setType(type).setMessage(message);
    if (after != null) {
      failure.setNextRetryDelay(after);
    }
    return failure.build();
  }

  /** A failure for good. */
  static ApplicationFailure terminal(String type, String message) {
    return ApplicationFailure.newNonRetryableFailure(message, type);
  }

  /** What the store refused or could not do. Its messages name ids and limits, never words. */
  static ApplicationFailure of(TranscriptException e) {
    return switch (e) {
      case TranscriptException.Unavailable unavailable ->
          retryable("storeUnavailable", String.valueOf(e.getMessage()), null);
      case TranscriptException.Unknown unknown ->
          terminal("unknown", String.valueOf(e.getMessage()));
      case TranscriptException.Refused refused ->
          refused.reason() == TranscriptException.Reason.STORE_BEHIND
              ? retryable(STORE_BEHIND, String.valueOf(e.getMessage()), null)
              : terminal(refused.reason().name(), String.valueOf(e.getMessage()));
    };
  }

  /**
   * Calls a function of a worker's owner. Whatever it throws becomes a failure that names it and
   * says no word: a failure of Temporal's would else leave the activity as one of our own.
   *
   * @param name what people know it by: {@code the condition "heard"}
   * @throws FunctionFailed if it throws
   */
  static <T> T guest(String name, Supplier<T> function) {
    try {
      return function.get();
    } catch (RuntimeException | StackOverflowError | AssertionError | LinkageError e) {
      throw FunctionFailed.of(name, e);
    }
  }

  /** Whatever an effect threw, as something that may leave the activity. */
  static RuntimeException rethrow(Throwable cause) {
    return switch (cause) {
      case ApplicationFailure failure -> failure;
      case TranscriptException e -> of(e);
      case FunctionFailed e -> terminal(FunctionFailed.TYPE, e.said());
      case Error error -> throw error;
      // Retried for ever, visible in the Temporal UI: a defect of ours must not end a conversation.
      default -> defect(cause);
    };
  }

  /** The frames go to the log without the message, which may quote what nobody may read there. */
  private static ApplicationFailure defect(Throwable cause) {
    String name = cause.getClass().getName();
    LOG.error("unexpected {} at {}", name, Arrays.stream(cause.getStackTrace()).limit(30).toList());
    return retryable("defect", "unexpected " + name + "; see the log", null);
  }
}
