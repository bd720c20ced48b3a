package dev.parley.activities;

import dev.parley.activities.code.Sandboxes;
import dev.parley.activities.models.Models;
import dev.parley.transcript.Transcript;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * The effects of one worker, sharing what they have read and what runs.
 *
 * @param store effects on the store alone
 * @param models model calls
 * @param code code runs
 */
public record AllEffects(StoreEffects store, ModelEffects models, CodeEffects code) {

  /**
   * The effects over these parts.
   *
   * @param mayBeAlive whether the process behind another owner's token may still run; an owner
   *     whose lease lasts is waited for unless it is known to be gone
   */
  public static AllEffects of(
      Transcript transcript,
      Models models,
      Sandboxes sandboxes,
      Functions functions,
      EffectSettings settings,
      Predicate<String> mayBeAlive) {
    Shelf shelf = new Shelf(transcript, functions);
    Running running = new Running(Duration.ofMillis(settings.lane().heartbeatMillis() / 4));
    Ownership ownership = new Ownership(transcript, settings.owner(), mayBeAlive);
    return new AllEffects(
        new StoreEffects(transcript, shelf, settings, functions),
        new ModelEffects(transcript, shelf, models, settings, running, ownership),
        new CodeEffects(transcript, shelf, sandboxes, running, ownership));
  }
}
