package dev.parley.chaos;

import dev.parley.activities.AllEffects;
import dev.parley.activities.EffectSettings;
import dev.parley.activities.Functions;
import dev.parley.activities.code.SandboxSettings;
import dev.parley.activities.code.Sandboxes;
import dev.parley.activities.models.ModelKeys;
import dev.parley.activities.models.Models;
import dev.parley.activities.models.Prices;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.Transcripts;
import dev.parley.workflows.ConversationRun;
import dev.parley.workflows.Opened;
import dev.parley.workflows.Payloads;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker with the timing of the local profile and nothing around it. */
final class PlainWorker {

  /** What it logs when it takes work. */
  static final String WORKING = "the worker takes work";

  private static final Logger log = LoggerFactory.getLogger(PlainWorker.class);

  private PlainWorker() {}

  /** Runs until it is killed. */
  public static void main(String[] arguments) throws InterruptedException {
    Map<String, String> environment = System.getenv();
    WorkerFactory factory = factory(client(environment.getOrDefault("TEMPORAL_ADDRESS", "")));
    Worker worker = factory.newWorker(Lab.QUEUE, options());
    worker.registerWorkflowImplementationTypes(ConversationRun.class);
    AllEffects effects = effects(environment);
    worker.registerActivitiesImplementations(effects.store(), effects.models(), effects.code());
    factory.start();
    log.info(WORKING);
    Thread.currentThread().join();
  }

  private static WorkflowClient client(String address) {
    return WorkflowClient.newInstance(
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(address)
                .setConnectionBackoffResetFrequency(Duration.ofSeconds(1))
                .build()),
        WorkflowClientOptions.newBuilder()
            .setDataConverter(Payloads.converter())
            .setIdentity("worker")
            .build());
  }

  private static WorkerFactory factory(WorkflowClient client) {
    return WorkerFactory.newInstance(
        client, WorkerFactoryOptions.newBuilder().setUsingVirtualWorkflowThreads(true).build());
  }

  private static WorkerOptions options() {
    return WorkerOptions.newBuilder()
        .setUsingVirtualThreads(true)
        .setStickyQueueScheduleToStartTimeout(Duration.ofSeconds(1))
        .setMaxHeartbeatThrottleInterval(Duration.ofSeconds(1))
        .setDefaultHeartbeatThrottleInterval(Duration.ofSeconds(1))
        .setDefaultDeadlockDetectionTimeout(10_000)
        .build();
  }

  private static AllEffects effects(Map<String, String> environment) {
    Transcript transcript =
        new Transcripts(environment.getOrDefault("PARLEY_STORE", ""), null, null).open();
    String owner = String.valueOf(ProcessHandle.current().pid());
    int turns = Integer.parseInt(environment.getOrDefault("PARLEY_CONTINUE_AFTER_TURNS", "0"));
    return AllEffects.of(
        transcript,
        Models.standard(new ModelKeys(Map.of(), List.of(), name -> false), Prices.builtIn()),
        new Sandboxes(SandboxSettings.DEFAULT.local(), owner),
        Functions.NONE,
        new EffectSettings(owner, lane(turns), EffectSettings.DEFAULT_CEILINGS, 8));
  }

  private static Opened.Settings lane(int continueAfterTurns) {
    Opened.Settings local = EffectSettings.LOCAL;
    return new Opened.Settings(
        local.heartbeatMillis(),
        local.firstRetryMillis(),
        local.workflowTaskMillis(),
        local.modelTimeoutMillis(),
        local.codeTimeoutMillis(),
        null,
        null,
        true,
        continueAfterTurns);
  }
}
