package dev.parley.activities.models;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a model stopped, in whatever words its provider says so. */
enum Finish {
  /** It has said everything. */
  STOP(null),
  /** It waits for tools; some endpoints say so and then name none. */
  TOOLS(null),
  /** Something harmless. */
  OTHER(null),
  /** The limit of tokens. */
  LENGTH("a text cut off at the token limit"),
  /** The provider's filter. */
  FILTERED("a filtered text"),
  /** The model will not answer. */
  REFUSED("a refusal"),
  /** It wanted to call a tool and wrote nonsense. */
  MALFORMED("a malformed tool call"),
  /** Nothing, or a word that nobody knows: the text may be half. */
  UNKNOWN("no known finish reason");

  private final @Nullable String problem;

  Finish(@Nullable String problem) {
    this.problem = problem;
  }

  /** What is wrong with an answer that ended so. */
  Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  FailureType type() {
    return this == FILTERED || this == REFUSED
        ? FailureType.CONTENT_FILTER
        : FailureType.BAD_OUTPUT;
  }
}
