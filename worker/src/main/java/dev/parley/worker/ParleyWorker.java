package dev.parley.worker;

import dev.parley.activities.Functions;
import dev.parley.activities.Functions.CandidatesFunction;
import dev.parley.activities.Functions.CombineFunction;
import dev.parley.activities.Functions.ConditionFunction;
import dev.parley.activities.Functions.ReplyFunction;
import dev.parley.activities.Functions.SelectFunction;
import dev.parley.activities.tools.JavaTools;
import dev.parley.activities.tools.Tool;
import dev.parley.activities.tools.ToolSource;
import dev.parley.activities.tools.Tools;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A worker in the making: where effects happen, in this process.
 *
 * <pre>{@code
 * RunningWorker worker = ParleyWorker.connect()
 *     .tools(new Payments(ledger))
 *     .reply("board", (agent, view) -> Optional.of("..."))
 *     .start();
 * }</pre>
 */
public final class ParleyWorker {

  private final WorkerSettings settings;
  private Functions functions = Functions.NONE;
  private final List<Tool> tools = new ArrayList<>();
  private final List<ToolSource> sources = new ArrayList<>();
  private @Nullable MeterRegistry meters;

  private ParleyWorker(WorkerSettings settings) {
    this.settings = settings;
  }

  /**
   * A worker with the settings of the environment; see {@link WorkerSettings#load}.
   *
   * @throws WorkerException.Invalid if they are wrong
   */
  public static ParleyWorker connect() {
    return connect(WorkerSettings.load());
  }

  /** A worker with these settings. */
  public static ParleyWorker connect(WorkerSettings settings) {
    return new ParleyWorker(settings);
  }

  /**
   * Registers a custom way to reply, for {@code function: NAME} in team files.
   *
   * @throws IllegalArgumentException if there is one of that name, or it is no name
   */
  public ParleyWorker reply(String name, ReplyFunction function) {
    functions = functions.reply(name, function);
    return this;
  }

  /**
   * Registers a condition on messages, for {@code function: NAME} in team files.
   *
   * @throws IllegalArgumentException if there is one of that name, or it is no name
   */
  public ParleyWorker condition(String name, ConditionFunction function) {
    functions = functions.condition(name, function);
    return this;
  }

  /**
   * Registers a function that says who speaks next, for {@code function: NAME} in team files.
   *
   * @throws IllegalArgumentException if there is one of that name, or it is no name
   */
  public ParleyWorker selector(String name, SelectFunction function) {
    functions = functions.selector(name, function);
    return this;
  }

  /**
   * Registers a function that narrows who may be chosen to speak, for {@code function: NAME} in
   * team files.
   *
   * @throws IllegalArgumentException if there is one of that name, or it is no name
   */
  public ParleyWorker candidates(String name, CandidatesFunction function) {
    functions = functions.candidates(name, function);
    return this;
  }

  /**
   * Registers a function that makes one answer of several, for {@code function: NAME} in team
   * files.
   *
   * @throws IllegalArgumentException if there is one of that name, or it is no name
   */
  public ParleyWorker combiner(String name, CombineFunction function) {
    functions = functions.combiner(name, function);
    return this;
  }

  /**
   * Registers tools: the methods with {@code @Tool} of these objects, or the objects themselves
   * where they are {@link Tool}s.
   *
   * @throws IllegalArgumentException with the places, if two have one name, or a model could not
   *     call one
   */
  public ParleyWorker tools(Object... objects) {
    tools.addAll(JavaTools.of(objects));
    Tools unused = Tools.of(tools);
    return this;
  }

  /**
   * Registers a source of tools besides those of the settings; it is closed with the worker.
   *
   * @throws IllegalArgumentException if there is one of that kind and name
   */
  public ParleyWorker source(ToolSource source) {
    boolean there =
        sources.stream()
            .anyMatch(one -> one.kind() == source.kind() && one.name().equals(source.name()));
    if (there) {
      throw new IllegalArgumentException(
          "source: there are two of kind %s called \"%s\"; rename one"
              .formatted(source.kind(), source.name()));
    }
    sources.add(source);
    return this;
  }

  /** The tools that were registered. */
  Tools tools() {
    return Tools.of(tools);
  }

  /** Counts effects, and what the Temporal SDK counts, here. */
  public ParleyWorker metrics(MeterRegistry registry) {
    meters = registry;
    return this;
  }

  /**
   * Connects to Temporal and the store and begins to work. Tries for a while if they are not up
   * yet.
   *
   * @throws WorkerException.Unreachable if they do not come up in time
   * @throws WorkerException.Invalid if the store cannot be this worker's
   */
  public RunningWorker start() {
    settings.toolSources().open().forEach(this::source);
    return RunningWorker.start(
        settings, functions, tools(), List.copyOf(sources), Optional.ofNullable(meters));
  }
}
