package dev.parley.activities;

import dev.parley.activities.code.Sandboxes;
import dev.parley.activities.models.Models;
import dev.parley.transcript.Transcript;
import java.time.Duration;
import java.util.function.Predicate;

/** The effects of one worker, sharing what they have read and what runs. */
public final class AllEffects implements AutoCloseable {

  private final EffectSettings settings;
  private final Running running;
  private final StoreEffects store;
  private final ModelEffects models;
  private final CodeEffects code;

  private AllEffects(
      EffectSettings settings,
      Running running,
      StoreEffects store,
      ModelEffects models,
      CodeEffects code) {
    this.settings = settings;
    this.running = running;
    this.store = store;
    this.models = models;
    this.code = code;
  }

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
        settings,
        running,
        new StoreEffects(transcript, shelf, settings, functions, running),
        new ModelEffects(transcript, shelf, models, settings, running, ownership),
        new CodeEffects(transcript, shelf, sandboxes, running, ownership));
  }

  /** Effects on the store alone. */
  public StoreEffects store() {
    return store;
  }

  /** Model calls. */
  public ModelEffects models() {
    return models;
  }

  /** Code runs. */
  public CodeEffects code() {
    return code;
  }

  /**
   * The beginnings of effects inside the conversation's own worker.
   *
   * @param callsModels whether this worker may call models
   * @param runsCode whether it may run code
   */
  public Beginnings beginnings(boolean callsModels, boolean runsCode) {
    return new Beginnings(
        models, code, Duration.ofMillis(settings.lane().firstRetryMillis()), callsModels, runsCode);
  }

  /** Interrupts what still runs. */
  @Override
  public void close() {
    running.close();
  }
}
