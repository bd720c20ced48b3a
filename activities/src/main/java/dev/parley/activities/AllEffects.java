package dev.parley.activities;

import dev.parley.activities.code.Sandboxes;
import dev.parley.activities.models.Models;
import dev.parley.activities.tools.Toolset;
import dev.parley.agents.EntryHead;
import dev.parley.transcript.Transcript;
import dev.parley.workflows.ToolEnd;
import java.time.Duration;
import java.util.function.Predicate;

/** The effects of one worker, sharing what they have read and what runs. */
public final class AllEffects implements AutoCloseable {

  private final EffectSettings settings;
  private final Running<EntryHead> running;
  private final Running<ToolEnd> calling;
  private final StoreEffects store;
  private final ModelEffects models;
  private final CodeEffects code;
  private final ToolEffects tools;

  private AllEffects(
      EffectSettings settings,
      Running<EntryHead> running,
      Running<ToolEnd> calling,
      StoreEffects store,
      ModelEffects models,
      CodeEffects code,
      ToolEffects tools) {
    this.settings = settings;
    this.running = running;
    this.calling = calling;
    this.store = store;
    this.models = models;
    this.code = code;
    this.tools = tools;
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
      Toolset tools,
      Deciders deciders,
      EffectSettings settings,
      Predicate<String> mayBeAlive) {
    RequestRules rules = deciders.rules(tools, transcript);
    Shelf shelf = new Shelf(transcript, functions, rules);
    Duration beat = Duration.ofMillis(settings.lane().heartbeatMillis() / 4);
    Running<EntryHead> running = new Running<>(beat);
    Running<ToolEnd> calling = new Running<>(beat);
    Ownership ownership = new Ownership(transcript, settings.owner(), mayBeAlive);
    ModelTools modelTools = new ModelTools(transcript, tools, deciders.approvals());
    return new AllEffects(
        settings,
        running,
        calling,
        new StoreEffects(transcript, shelf, settings, functions, rules, running, ownership),
        new ModelEffects(
            transcript,
            shelf,
            models,
            modelTools,
            settings,
            running,
            ownership,
            new Choices(transcript, shelf, functions)),
        new CodeEffects(transcript, shelf, sandboxes, running, ownership),
        new ToolEffects(transcript, shelf, tools, settings, calling, ownership));
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

  /** Calls of tools: every activity that is none of the others. */
  public ToolEffects tools() {
    return tools;
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
    calling.close();
    running.close();
  }
}
