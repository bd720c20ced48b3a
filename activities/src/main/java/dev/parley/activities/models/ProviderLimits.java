package dev.parley.activities.models;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a worker sends one provider, for all of its conversations together.
 *
 * @param concurrent calls at once, absent: any number
 * @param perMinute calls a minute, absent: any number
 * @param rest how long an endpoint that fails is not asked, absent: it always is
 */
public record ProviderLimits(
    @Nullable Integer concurrent, @Nullable Integer perMinute, @Nullable Duration rest) {

  /** How long an endpoint that fails is left alone where nothing is said. */
  public static final Duration REST = Duration.ofSeconds(30);

  /** Where nothing is said. */
  public static final ProviderLimits DEFAULT = new ProviderLimits(null, null, REST);

  /** No limit. */
  public static final ProviderLimits NONE = new ProviderLimits(null, null, null);

  public ProviderLimits {
    requireSome("concurrent", concurrent);
    requireSome("perMinute", perMinute);
    if (rest != null && !rest.isPositive()) {
      throw new IllegalArgumentException("rest: must be above 0, is " + rest);
    }
  }

  private static void requireSome(String name, @Nullable Integer count) {
    if (count != null && count < 1) {
      throw new IllegalArgumentException("%s: must be at least 1, is %d".formatted(name, count));
    }
  }
}
