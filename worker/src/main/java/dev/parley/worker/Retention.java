package dev.parley.worker;

import dev.parley.client.ToolHistories;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.TranscriptException;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.DeleteWorkflowExecutionRequest;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes conversations that ended long ago, each hour. Those that others were forked from stay.
 * Several workers may do it at once.
 */
final class Retention implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Retention.class);
  private static final Duration EVERY = Duration.ofHours(1);
  private static final int SECONDS = 10;
  private static final String BY = "retention";

  private final Transcript transcript;
  private final TemporalConnection temporal;
  private final Duration age;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("retention").factory());

  private Retention(Transcript transcript, TemporalConnection temporal, Duration age) {
    this.transcript = transcript;
    this.temporal = temporal;
    this.age = age;
  }

  /** Begins now. */
  static Retention start(Transcript transcript, TemporalConnection temporal, Duration age) {
    Retention retention = new Retention(transcript, temporal, age);
    ScheduledFuture<?> unused =
        retention.clock.scheduleWithFixedDelay(
            retention::sweep, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    log.info("conversations are deleted {} after their end", age);
    return retention;
  }

  private void sweep() {
    try {
      transcript.conversations().endedBefore(age).forEach(this::delete);
    } catch (TranscriptException e) {
      log.warn("no conversation was deleted: {}", e.getMessage());
    } catch (RuntimeException e) {
      // What leaves this method would end the schedule.
      log.warn("no conversation was deleted: {}", EffectLog.frames(e));
    }
  }

  private void delete(String conversation) {
    try {
      transcript.conversations().delete(conversation, false, BY).forEach(this::forget);
      log.info("{}: deleted, it ended more than {} ago", conversation, age);
    } catch (TranscriptException.Refused e) {
      log.debug("{}: kept: {}", conversation, e.reason());
    }
  }

  /** The server deletes history and index entries; it may have done so by itself. */
  private void forget(String conversation) {
    try {
      ToolHistories.forget(temporal.stubs(), temporal.namespace(), conversation);
      var unused =
          temporal
              .stubs()
              .blockingStub()
              .withDeadlineAfter(SECONDS, TimeUnit.SECONDS)
              .deleteWorkflowExecution(
                  DeleteWorkflowExecutionRequest.newBuilder()
                      .setNamespace(temporal.namespace())
                      .setWorkflowExecution(
                          WorkflowExecution.newBuilder().setWorkflowId(conversation))
                      .build());
    } catch (StatusRuntimeException e) {
      log.debug("{}: history not deleted: {}", conversation, e.getStatus().getCode());
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
