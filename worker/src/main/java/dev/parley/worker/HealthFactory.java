package dev.parley.worker;

import io.micronaut.context.annotation.Factory;
import io.micronaut.core.async.publisher.AsyncSingleResultPublisher;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;
import org.reactivestreams.Publisher;

/** What the health page asks. Liveness asks nothing: a worker without its server only waits. */
@Factory
final class HealthFactory {

  private final ExecutorService executor;

  HealthFactory(@Named(TaskExecutors.BLOCKING) ExecutorService executor) {
    this.executor = executor;
  }

  /** Takes work. */
  @Singleton
  @Readiness
  @Named("worker")
  HealthIndicator worker(Standing standing) {
    return new Asked("worker", () -> standing.is(RunningWorker::isWorking), executor);
  }

  /** The Temporal server answers. */
  @Singleton
  @Readiness
  @Named("temporal")
  HealthIndicator temporal(Standing standing) {
    return new Asked("temporal", () -> standing.is(RunningWorker::reachesTemporal), executor);
  }

  /** The store answers. */
  @Singleton
  @Readiness
  @Named("store")
  HealthIndicator store(Standing standing) {
    return new Asked("store", () -> standing.is(RunningWorker::reachesStore), executor);
  }

  private record Asked(String name, BooleanSupplier up, ExecutorService executor)
      implements HealthIndicator {

    @Override
    public Publisher<HealthResult> getResult() {
      return new AsyncSingleResultPublisher<>(
          executor,
          () ->
              HealthResult.builder(name, up.getAsBoolean() ? HealthStatus.UP : HealthStatus.DOWN)
                  .build());
    }
  }
}
