package dev.parley.worker;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.configuration.metrics.micrometer.prometheus.PrometheusMeterRegistryFactory;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import jakarta.inject.Singleton;

/** Hands Micronaut the registry that the worker counts in, which is older than its context. */
@Factory
final class MetricsFactory {

  @Singleton
  @Replaces(value = PrometheusMeterRegistry.class, factory = PrometheusMeterRegistryFactory.class)
  PrometheusMeterRegistry registry(Meters meters) {
    return meters.registry();
  }
}
