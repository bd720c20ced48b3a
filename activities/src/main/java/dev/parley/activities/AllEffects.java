package dev.parley.activities;

import dev.parley.activities.code.Sandboxes;
import dev.parley.activities.models.Models;
import dev.parley.transcript.Transcript;
import java.time.Duration;

/**
 * The effects of one worker, sharing what they have read and what runs.
 *
 * @param store effects on the store alone
 * @param models model calls
 * @param code code runs
 */
public record AllEffects(StoreEffects store, ModelEffects models, CodeEffects code) {

  /** The effects over these parts. */
  public static AllEffects of(
      Transcript transcript,
      Models models,
      Sandboxes sandboxes,
      Functions functions,
      EffectSettings settings) {
    Shelf shelf = new Shelf(transcript, functions);
    Running running = new Running(Duration.ofMillis(settings.lane().heartbeatMillis() / 4));
    return new AllEffects(
        new StoreEffects(transcript, shelf, settings, functions),
        new ModelEffects(transcript, shelf, models, settings, running),
        new CodeEffects(transcript, shelf, sandboxes, settings, running));
  }
}
