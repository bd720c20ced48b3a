package dev.parley.worker;

import dev.parley.client.Reconciler;
import dev.parley.client.Reconciler.Verdict;
import dev.parley.transcript.LiveStore;
import dev.parley.transcript.MailStore.Late;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.TranscriptException;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after conversations that do not go on by themselves. One worker of a store does it at a
 * time: it compares the store with Temporal, delivers words again whose signal was lost, and frees
 * what dead processes had reserved or half said.
 */
final class Caretaker implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Caretaker.class);
  private static final String ROLE = "caretaker";

  private final Transcript transcript;
  private final String owner;
  private final Reconciler reconciler;
  private final Postman postman;
  private final Duration every;
  private final Watch watch;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("caretaker").factory());
  private long lastLook;
  private long lastGlance = System.nanoTime() - Watch.EVERY.toNanos();

  private Caretaker(
      Transcript transcript,
      TemporalConnection temporal,
      String owner,
      Duration every,
      Watch watch) {
    this.transcript = transcript;
    this.owner = owner;
    this.every = every;
    this.watch = watch;
    this.reconciler = new Reconciler(transcript, temporal.stubs(), temporal.namespace());
    this.postman = new Postman(transcript, temporal.client());
    this.lastLook = System.nanoTime();
  }

  /**
   * Begins.
   *
   * @param every how often silent conversations are looked at, and how long they are silent then
   */
  static Caretaker start(
      Transcript transcript,
      TemporalConnection temporal,
      String owner,
      Duration every,
      Watch watch) {
    Caretaker caretaker = new Caretaker(transcript, temporal, owner, every, watch);
    ScheduledFuture<?> unused =
        caretaker.clock.scheduleWithFixedDelay(
            caretaker::round,
            Postman.AGE.toMillis(),
            Postman.AGE.toMillis(),
            TimeUnit.MILLISECONDS);
    return caretaker;
  }

  private void round() {
    try {
      boolean holds = transcript.leases().acquire(ROLE, owner);
      watch.caretaker(holds);
      if (!holds) {
        return;
      }
      Late waiting = postman.waiting();
      watch.mail(waiting.mails());
      glance();
      postman.deliver(waiting);
      if (System.nanoTime() - lastLook >= every.toNanos()) {
        lastLook = System.nanoTime();
        reconciler.lookAtNext(every).forEach(Caretaker::report);
        int freed = transcript.leases().sweep();
        if (freed > 0) {
          log.info("freed what {} calls of dead processes had reserved", freed);
        }
        int silent = transcript.live().sweep(LiveStore.KEPT);
        if (silent > 0) {
          log.info("removed what {} calls of dead processes had half said", silent);
        }
      }
    } catch (TranscriptException e) {
      watch.caretaker(false);
      log.warn("nobody looked after conversations: {}", e.getMessage());
    } catch (StatusRuntimeException e) {
      log.warn("nobody looked after conversations: Temporal: {}", e.getStatus().getCode());
    } catch (RuntimeException e) {
      // What leaves this method would end the schedule.
      log.warn("nobody looked after conversations: {}", EffectLog.frames(e));
    }
  }

  /** Before anything that needs Temporal: an operator wants it just when Temporal is away. */
  private void glance() {
    if (System.nanoTime() - lastGlance >= Watch.EVERY.toNanos()) {
      lastGlance = System.nanoTime();
      watch.store(transcript.figures());
    }
  }

  private static void report(Reconciler.Found found) {
    switch (found.verdict()) {
      case Verdict.Runs running -> {}
      case Verdict.Ended ended -> log.warn("{}: {}", found.conversation(), ended.end().detail());
      case Verdict.Hangs hangs ->
          log.warn(
              "{}: {}: {}",
              found.conversation(),
              hangs.trouble().state().wire(),
              hangs.trouble().cause());
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
