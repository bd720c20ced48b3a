package dev.parley.transcript.jdbc;

import dev.parley.transcript.LiveStore;
import dev.parley.transcript.jdbc.LiveCarrier.Piece;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes on what calls say. One thread writes for all calls of this process, so none of them waits
 * for a disk or a database; it sleeps for good while nobody speaks.
 */
final class JdbcLive implements LiveStore, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(JdbcLive.class);

  /** How long the last words may take when the process ends. */
  private static final Duration CLOSING = Duration.ofSeconds(2);

  private final LiveCarrier carrier;
  private final SecureRandom random = new SecureRandom();
  private final Set<LiveVoice> voices = ConcurrentHashMap.newKeySet();
  private final ScheduledThreadPoolExecutor clock;
  private @Nullable ScheduledFuture<?> beats;

  JdbcLive(LiveCarrier carrier) {
    this.carrier = carrier;
    this.clock =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("live").factory());
    clock.setKeepAliveTime(10, TimeUnit.SECONDS);
    clock.allowCoreThreadTimeOut(true);
    clock.setRemoveOnCancelPolicy(true);
  }

  @Override
  public LiveWriter open(LiveCall call) {
    LiveVoice voice = new LiveVoice(LiveKey.random(random), call);
    voices.add(voice);
    beat();
    return voice;
  }

  private synchronized void beat() {
    if (beats == null && !clock.isShutdown()) {
      beats =
          clock.scheduleWithFixedDelay(
              this::passOn, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private synchronized void rest() {
    if (voices.isEmpty() && beats != null) {
      beats.cancel(false);
      beats = null;
    }
  }

  private void passOn() {
    try {
      write();
      endThose(voices.stream().filter(LiveVoice::isClosed).toList());
      rest();
    } catch (RuntimeException e) {
      // What leaves this method would end the schedule, and with it the words of all calls.
      LOG.debug("words of running calls are not shown", e);
      voices.forEach(LiveVoice::silence);
    }
  }

  private void write() {
    List<Piece> pieces = new ArrayList<>();
    for (LiveVoice voice : voices) {
      Optional<Piece> piece = voice.take();
      piece.ifPresent(pieces::add);
    }
    if (!pieces.isEmpty()) {
      Set<String> failed = carrier.write(pieces);
      voices.stream().filter(voice -> failed.contains(voice.id())).forEach(LiveVoice::silence);
    }
  }

  private void endThose(Collection<LiveVoice> over) {
    over.forEach(voices::remove);
    List<LiveCall> left =
        over.stream().filter(LiveVoice::mayHaveLeftWords).map(LiveVoice::call).toList();
    if (!left.isEmpty()) {
      carrier.end(left);
    }
  }

  @Override
  public LiveReader listen(String conversation) {
    return new LiveHearing(carrier, conversation);
  }

  @Override
  public int sweep(Duration age) {
    return carrier.sweep(age);
  }

  /** Removes what was said in deleted conversations. */
  void forget(Collection<String> conversations) {
    carrier.forget(conversations);
  }

  /** Nobody speaks here any more: what is half said goes away. */
  @Override
  public void close() {
    clock.shutdown();
    try {
      if (!clock.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
        clock.shutdownNow();
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    endThose(List.copyOf(voices));
  }
}
