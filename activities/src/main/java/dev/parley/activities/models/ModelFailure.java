package dev.parley.activities.models;

import dev.parley.agents.Usage;
import java.io.Serial;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A call that gave no whole answer. The message is Parley's own and holds no word of a prompt, of
 * an answer or of the provider's error text, so it may be logged and may stand in a workflow's
 * history; for the same reason there is never a cause. What the provider or the network said is in
 * {@link #details()}, which belongs into a blob.
 */
public final class ModelFailure extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  /**
   * Everything about a failure but its type and message; absent where unknown.
   *
   * @param status HTTP status
   * @param code the provider's error code
   * @param requestId the provider's name of the request
   * @param retryAfter when the provider wants to be asked again
   * @param usage tokens that were paid for although the answer is of no use
   * @param scriptedPlace the scripted reply that this attempt used
   * @param details what the provider or the network said
   */
  public record Facts(
      @Nullable Integer status,
      @Nullable String code,
      @Nullable String requestId,
      @Nullable Duration retryAfter,
      @Nullable Usage usage,
      @Nullable Integer scriptedPlace,
      @Nullable String details) {

    /** Nothing is known. */
    public static final Facts NONE = new Facts(null, null, null, null, null, null, null);

    Facts used(@Nullable Usage tokens) {
      return new Facts(status, code, requestId, retryAfter, tokens, scriptedPlace, details);
    }

    Facts scripted(int place) {
      return new Facts(status, code, requestId, retryAfter, usage, place, details);
    }

    Facts detailed(@Nullable String text) {
      return new Facts(status, code, requestId, retryAfter, usage, scriptedPlace, text);
    }
  }

  private final FailureType type;
  private final transient Facts facts;

  /** A failure of which more is known. */
  public ModelFailure(FailureType type, String message, Facts facts) {
    super(message);
    this.type = type;
    this.facts = facts;
  }

  /** A failure of which nothing more is known. */
  public ModelFailure(FailureType type, String message) {
    this(type, message, Facts.NONE);
  }

  /** The fixed message. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  /** What went wrong. */
  public FailureType type() {
    return type;
  }

  /** Whether the same call may succeed later. */
  public boolean retryable() {
    return type.retryable();
  }

  /** The HTTP status, if there was an answer. */
  public OptionalInt status() {
    Integer status = facts.status();
    return status == null ? OptionalInt.empty() : OptionalInt.of(status);
  }

  /** The provider's error code, an identifier. */
  public Optional<String> code() {
    return Optional.ofNullable(facts.code());
  }

  /** The provider's name of the request, an identifier. */
  public Optional<String> requestId() {
    return Optional.ofNullable(facts.requestId());
  }

  /** How long the provider wants to be left alone, a day at most. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(facts.retryAfter());
  }

  /** Tokens that were paid for although the answer is of no use. */
  public Optional<Usage> usage() {
    return Optional.ofNullable(facts.usage());
  }

  /** The place of the scripted reply that this attempt used up. */
  public OptionalInt scriptedPlace() {
    Integer place = facts.scriptedPlace();
    return place == null ? OptionalInt.empty() : OptionalInt.of(place);
  }

  /** What the provider or the network said: strangers' words, for a blob, not for a log. */
  public Optional<String> details() {
    return Optional.ofNullable(facts.details());
  }

  Facts facts() {
    return facts;
  }
}
