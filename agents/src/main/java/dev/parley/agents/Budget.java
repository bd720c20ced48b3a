package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a conversation may spend before it ends with the reason {@code budget}. Absent: no limit of
 * its own; the workers' ceilings hold all the same.
 *
 * @param modelCalls number of model calls, selection and summary included
 * @param tokens tokens of input and output together
 * @param cost dollars
 * @param approval name of the policy by which people may raise it; absent: the limit ends the round
 * @param repeats how often the same may be said in a circle, 0: any number; absent: {@link
 *     Repeats#STANDARD}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Budget(
    @Nullable Integer modelCalls,
    @Nullable Long tokens,
    @Nullable BigDecimal cost,
    @Nullable String approval,
    @Nullable Integer repeats) {

  /** No limit. */
  public static final Budget NONE = new Budget(null, null, null);

  /** Limits that do not speak of circles. */
  public Budget(
      @Nullable Integer modelCalls,
      @Nullable Long tokens,
      @Nullable BigDecimal cost,
      @Nullable String approval) {
    this(modelCalls, tokens, cost, approval, null);
  }

  /** Limits that nobody raises. */
  public Budget(@Nullable Integer modelCalls, @Nullable Long tokens, @Nullable BigDecimal cost) {
    this(modelCalls, tokens, cost, null);
  }

  public Budget {
    if (modelCalls != null && modelCalls < 0
        || tokens != null && tokens < 0
        || cost != null && cost.signum() < 0) {
      throw new IllegalArgumentException(
          "budget: must not be negative: modelCalls %s, tokens %s, cost %s"
              .formatted(modelCalls, tokens, cost));
    }
    if (repeats != null && (repeats < 0 || repeats == 1 || repeats > Repeats.LONGEST)) {
      throw new IllegalArgumentException(
          "budget.repeats: must be 0 or 2 to %d, is %d".formatted(Repeats.LONGEST, repeats));
    }
  }

  /** The same with circles of so many rounds; 0: any number. */
  public Budget repeats(int times) {
    return new Budget(modelCalls, tokens, cost, approval, times);
  }

  /** The same, with the standard where it says nothing of circles. */
  Budget guarded() {
    return repeats == null ? repeats(Repeats.STANDARD) : this;
  }
}
