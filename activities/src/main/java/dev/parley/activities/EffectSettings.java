package dev.parley.activities;

import dev.parley.agents.Money;
import dev.parley.transcript.EntryStore.Ceiling;
import dev.parley.transcript.EntryStore.Ceilings;
import dev.parley.workflows.Opened;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * What a worker's effects go by.
 *
 * @param owner token of this process
 * @param lane what each run is told about calling effects
 * @param ceilings what may be spent
 * @param attempts how often a model call may fail before it fails for good
 */
public record EffectSettings(String owner, Opened.Settings lane, Ceilings ceilings, int attempts) {

  /** How often a model call may fail, where a team file says nothing. */
  public static final int DEFAULT_ATTEMPTS = 8;

  /** Ceilings that are on by default: far above ordinary use, below a ruined month. */
  public static final Ceilings DEFAULT_CEILINGS =
      new Ceilings(
          new Ceiling(2_000, Money.dollars(BigDecimal.valueOf(50))),
          new Ceiling(10_000, Money.dollars(BigDecimal.valueOf(200))),
          new Ceiling(50_000, Money.dollars(BigDecimal.valueOf(1_000))));

  /** Timing of one machine: a killed worker is noticed within seconds. */
  public static final Opened.Settings LOCAL =
      lane(Duration.ofSeconds(2), Duration.ofMillis(100), Duration.ofSeconds(3));

  /** Timing of production: cheaper for the server. */
  public static final Opened.Settings PRODUCTION =
      lane(Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofSeconds(10));

  private static Opened.Settings lane(Duration heartbeat, Duration retry, Duration workflowTask) {
    return new Opened.Settings(
        heartbeat.toMillis(),
        retry.toMillis(),
        workflowTask.toMillis(),
        Duration.ofMinutes(5).toMillis(),
        Duration.ofMinutes(10).toMillis(),
        null,
        null,
        false,
        0);
  }
}
