package dev.parley.activities.foreign;

import dev.parley.activities.tools.OutcomeUnknown;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.ServerFailure;
import io.temporal.failure.TimeoutFailure;
import org.jspecify.annotations.Nullable;

/** What it means that a call of an activity has no result. */
final class Ends {

  private Ends() {}

  /** {@link Failed} if it has failed for certain, else {@link OutcomeUnknown}. */
  static Exception of(ActivityTool.Definition definition, Throwable thrown) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      switch (at) {
        case ApplicationFailure said -> {
          return new Failed(said.getOriginalMessage(), thrown);
        }
        case TimeoutFailure late -> {
          return late(definition, late, thrown);
        }
        case ServerFailure refused
            when String.valueOf(refused.getOriginalMessage()).contains("exceeds") -> {
          return new Failed(
              "it has ended, and its result is larger than Temporal takes; let it return less",
              thrown);
        }
        case CanceledFailure cancelled -> {
          return new OutcomeUnknown("it was cancelled while it ran", thrown);
        }
        default -> {}
      }
    }
    return new OutcomeUnknown("its workflow ended without a result", thrown);
  }

  private static Exception late(
      ActivityTool.Definition definition, TimeoutFailure late, Throwable thrown) {
    if (late.getTimeoutType() == TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_START) {
      return new Failed(
          "no worker took the activity %s from the task queue %s in time; nothing was done"
              .formatted(definition.activity(), definition.taskQueue()),
          thrown);
    }
    return new OutcomeUnknown("the worker that did it gave no answer in time", thrown);
  }

  /** It has failed, and says why. */
  static final class Failed extends Exception {
    private static final long serialVersionUID = 1;

    Failed(@Nullable String message, Throwable cause) {
      super(
          message == null || message.isBlank() ? "it failed and does not say why" : message, cause);
    }
  }
}
