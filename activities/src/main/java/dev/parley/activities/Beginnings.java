package dev.parley.activities;

import dev.parley.agents.EntryHead;
import dev.parley.workflows.Early;
import dev.parley.workflows.EffectCall;
import dev.parley.workflows.Effects;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins effects inside a workflow task. The task is held for a moment only: what takes longer goes
 * on in this process and is joined by an activity, and what failed is tried again by one, in its
 * time.
 */
public final class Beginnings implements Effects.Beginnings {

  private static final Logger LOG = LoggerFactory.getLogger(Beginnings.class);

  private final ModelEffects models;
  private final CodeEffects code;
  private final Duration firstRetry;
  private final boolean callsModels;
  private final boolean runsCode;

  Beginnings(
      ModelEffects models,
      CodeEffects code,
      Duration firstRetry,
      boolean callsModels,
      boolean runsCode) {
    this.models = models;
    this.code = code;
    this.firstRetry = firstRetry;
    this.callsModels = callsModels;
    this.runsCode = runsCode;
  }

  @Override
  public Early reply(EffectCall call, long millis) {
    return early(
        callsModels,
        () -> models.begin(call, ModelEffects.Purpose.REPLY, Duration.ofMillis(millis)));
  }

  @Override
  public Early summarize(EffectCall call, long millis) {
    return early(
        callsModels,
        () -> models.begin(call, ModelEffects.Purpose.SUMMARY, Duration.ofMillis(millis)));
  }

  @Override
  public Early executeCode(EffectCall call, long millis) {
    return early(runsCode, () -> code.begin(call, Duration.ofMillis(millis)));
  }

  /** A worker that may not do it leaves it to the activity, which finds one that may. */
  private Early early(boolean able, Supplier<Optional<EntryHead>> effect) {
    if (!able) {
      return new Early.Running();
    }
    try {
      return effect.get().<Early>map(Early.Done::new).orElseGet(Early.Running::new);
    } catch (ApplicationFailure failure) {
      if (failure.isNonRetryable()) {
        throw failure;
      }
      return new Early.Again(delay(failure));
    }
  }

  private long delay(ApplicationFailure failure) {
    Duration named = failure.getNextRetryDelay();
    long millis = Math.max(1, (named == null ? firstRetry : named).toMillis());
    LOG.warn("{}: again after {} ms", failure.getType(), millis);
    return millis;
  }
}
