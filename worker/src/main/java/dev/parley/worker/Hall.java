package dev.parley.worker;

import dev.parley.activities.AllEffects;
import dev.parley.workflows.ConversationRun;
import dev.parley.workflows.ToolCallRun;
import io.temporal.client.WorkflowClient;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;

/** Where the Temporal SDK works for us: one worker a task queue, each with what it can do. */
final class Hall {

  /** A cold JVM on a busy machine may take longer than the SDK's second for one decision. */
  private static final long STUCK_MILLIS = 10_000;

  private final WorkerSettings settings;
  private final WorkerInterceptor interceptor;

  Hall(WorkerSettings settings, WorkerInterceptor interceptor) {
    this.settings = settings;
    this.interceptor = interceptor;
  }

  /** The factory with all workers of these settings, not yet started. */
  WorkerFactory factory(WorkflowClient client, AllEffects effects) {
    WorkerFactory factory =
        WorkerFactory.newInstance(
            client,
            WorkerFactoryOptions.newBuilder()
                .setUsingVirtualWorkflowThreads(true)
                .setWorkflowCacheSize(settings.slots().cached())
                .setWorkerInterceptors(interceptor)
                .build());
    WorkerSettings.Queues queues = settings.queues();
    for (Capability capability : settings.capabilities()) {
      switch (capability) {
        case CONVERSATIONS -> {
          Worker worker = worker(factory, queues.conversations());
          worker.registerWorkflowImplementationTypes(ConversationRun.class, ToolCallRun.class);
          worker.registerActivitiesImplementations(
              effects.store(), effects.beginnings(can(Capability.MODELS), can(Capability.CODE)));
        }
        case MODELS ->
            worker(factory, queues.modelCalls())
                .registerActivitiesImplementations(effects.models());
        case CODE ->
            worker(factory, queues.codeRuns()).registerActivitiesImplementations(effects.code());
        case TOOLS ->
            worker(factory, queues.toolCalls()).registerActivitiesImplementations(effects.tools());
      }
    }
    return factory;
  }

  private boolean can(Capability capability) {
    return settings.capabilities().contains(capability);
  }

  private Worker worker(WorkerFactory factory, String queue) {
    Worker known = factory.tryGetWorker(queue);
    return known == null ? factory.newWorker(queue, options()) : known;
  }

  private WorkerOptions options() {
    WorkerSettings.Slots slots = settings.slots();
    Duration heartbeat = Duration.ofMillis(settings.profile().lane().heartbeatMillis());
    return WorkerOptions.newBuilder()
        .setUsingVirtualThreads(true)
        .setMaxConcurrentActivityExecutionSize(slots.effects())
        .setMaxConcurrentLocalActivityExecutionSize(slots.store())
        .setMaxConcurrentWorkflowTaskExecutionSize(slots.decisions())
        .setStickyQueueScheduleToStartTimeout(settings.profile().sticky())
        // Twice as often as the server must hear: one lost heartbeat is no lost effect.
        .setMaxHeartbeatThrottleInterval(heartbeat.dividedBy(2))
        .setDefaultHeartbeatThrottleInterval(heartbeat.dividedBy(2))
        // Else the first heartbeat after a shutdown began would end an effect that may still end
        // well.
        .setAllowActivityHeartbeatDuringShutdown(true)
        .setDefaultDeadlockDetectionTimeout(STUCK_MILLIS)
        .build();
  }
}
