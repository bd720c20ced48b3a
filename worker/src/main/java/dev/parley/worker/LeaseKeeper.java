package dev.parley.worker;

import dev.parley.transcript.Leases;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.TranscriptException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says each second that this process is alive, on a thread that does nothing else: what it has
 * begun is begun by no other process as long as it does.
 */
final class LeaseKeeper implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LeaseKeeper.class);

  private final Transcript transcript;
  private final String owner;
  private final Watch watch;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("lease").factory());
  private boolean failing;

  private LeaseKeeper(Transcript transcript, String owner, Watch watch) {
    this.transcript = transcript;
    this.owner = owner;
    this.watch = watch;
  }

  /** Takes the lease before this returns, then renews it. */
  static LeaseKeeper start(Transcript transcript, String owner, Watch watch) {
    LeaseKeeper keeper = new LeaseKeeper(transcript, owner, watch);
    keeper.renew();
    long beat = Leases.BEAT.toMillis();
    ScheduledFuture<?> unused =
        keeper.clock.scheduleWithFixedDelay(keeper::renew, beat, beat, TimeUnit.MILLISECONDS);
    return keeper;
  }

  private void renew() {
    try {
      transcript.leases().renew(owner);
      watch.renewed();
      if (failing) {
        log.info("the lease is renewed again");
      }
      failing = false;
    } catch (TranscriptException e) {
      if (!failing) {
        log.warn(
            "the lease was not renewed: {}; after {} s others may begin what runs here",
            e.getMessage(),
            Leases.LIFE.toSeconds());
      }
      failing = true;
    } catch (RuntimeException e) {
      // What leaves this method would end the schedule.
      log.error("the lease was not renewed: {}", EffectLog.frames(e));
    }
  }

  /** Gives the lease up: what still runs here has ended or was cancelled. */
  @Override
  public void close() {
    clock.shutdownNow();
    try {
      transcript.leases().release(owner);
    } catch (TranscriptException e) {
      log.debug("the lease was not given up: {}", e.getMessage());
    }
  }
}
