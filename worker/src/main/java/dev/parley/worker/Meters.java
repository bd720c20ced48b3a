package dev.parley.worker;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * The registry of one worker: its own meters and the Temporal SDK's.
 *
 * @param registry where all of them count
 */
record Meters(PrometheusMeterRegistry registry) {

  private static final double[] BUCKETS =
      Stream.of(5, 20, 100, 500, 2_000, 10_000, 60_000, 600_000)
          .mapToDouble(millis -> Duration.ofMillis(millis).toNanos())
          .toArray();

  static Meters create() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry.config().meterFilter(new FewBuckets());
    return new Meters(registry);
  }

  /** The SDK asks for seventy buckets a timer. */
  private static final class FewBuckets implements MeterFilter {
    @Override
    public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
      boolean ours = id.getName().startsWith("temporal") || id.getName().startsWith("parley");
      return ours && id.getType() == Meter.Type.TIMER
          ? DistributionStatisticConfig.builder()
              .percentilesHistogram(false)
              .serviceLevelObjectives(BUCKETS)
              .build()
              .merge(config)
          : config;
    }
  }
}
