package dev.parley.worker;

import dev.parley.activities.AllEffects;
import dev.parley.activities.Deciders;
import dev.parley.activities.EffectSettings;
import dev.parley.activities.Functions;
import dev.parley.activities.code.Sandboxes;
import dev.parley.activities.models.ModelKeys;
import dev.parley.activities.models.Models;
import dev.parley.activities.models.Prices;
import dev.parley.activities.people.PeopleException;
import dev.parley.activities.tools.ToolSource;
import dev.parley.activities.tools.Tools;
import dev.parley.activities.tools.Toolset;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.TranscriptException;
import dev.parley.worker.people.Reception;
import dev.parley.worker.people.RequestDesk;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.client.WorkflowException;
import io.temporal.worker.WorkerFactory;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker that works, until it is closed. */
public final class RunningWorker implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(RunningWorker.class);

  /** How long effects that were told to stop may take to clean up behind themselves. */
  private static final Duration CLEANING = Duration.ofSeconds(3);

  private final WorkerSettings settings;
  private final Owner owner = Owner.self();
  private final Parts parts = new Parts();
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final TemporalConnection temporal;
  private final Transcript transcript;
  private final Reception reception;
  private final WorkerFactory factory;

  private RunningWorker(
      WorkerSettings settings,
      Functions functions,
      Tools tools,
      List<ToolSource> sources,
      Optional<MeterRegistry> meters) {
    this.settings = settings;
    try {
      Patience patience = new Patience(settings.connect());
      this.transcript = parts.add(open(patience));
      this.temporal = parts.add(TemporalConnection.open(settings, owner, meters, patience));
      this.reception = parts.add(reception());
      this.factory = hire(functions, toolset(tools, sources), meters);
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  static RunningWorker start(
      WorkerSettings settings,
      Functions functions,
      Tools tools,
      List<ToolSource> sources,
      Optional<MeterRegistry> meters) {
    RunningWorker worker = new RunningWorker(settings, functions, tools, sources, meters);
    worker.factory.start();
    log.info(
        "worker {} does {} on {}, store {}",
        worker.owner.token(),
        settings.capabilities().stream().map(Capability::wire).sorted().toList(),
        worker.queues(),
        worker.transcript.describe());
    return worker;
  }

  // --- Start

  private SortedSet<String> queues() {
    SortedSet<String> all = new TreeSet<>();
    for (Capability capability : settings.capabilities()) {
      switch (capability) {
        case CONVERSATIONS -> all.add(settings.queues().conversations());
        case MODELS -> all.add(settings.queues().modelCalls());
        case CODE -> all.add(settings.queues().codeRuns());
        case TOOLS -> all.add(settings.queues().toolCalls());
      }
    }
    return all;
  }

  private Transcript open(Patience patience) {
    return patience.until(
        "store " + settings.store(),
        () -> {
          try {
            return settings.store().open();
          } catch (TranscriptException.Unavailable e) {
            throw new Patience.NotYet(String.valueOf(e.getMessage()), e);
          } catch (TranscriptException e) {
            throw new WorkerException.Invalid(String.valueOf(e.getMessage()), e);
          }
        });
  }

  private Reception reception() {
    try {
      return Reception.open(settings.people(), transcript);
    } catch (PeopleException e) {
      throw new WorkerException.Invalid(String.valueOf(e.getMessage()), e);
    }
  }

  private Toolset toolset(Tools own, List<ToolSource> sources) {
    var activities = new ForeignActivities(settings, temporal.client());
    return parts.add(new Toolset(own, sources, Optional.of(activities)));
  }

  private Models models() {
    Models models = Models.standard(keys(), prices(), settings.models().providers());
    Duration age = settings.models().cache();
    return age == null ? models : models.remembering(age);
  }

  private WorkerFactory hire(Functions functions, Toolset tools, Optional<MeterRegistry> meters) {
    Models models = parts.add(models());
    Sandboxes sandboxes = parts.add(new Sandboxes(settings.sandbox(), owner.token()));
    boolean decides = settings.capabilities().contains(Capability.CONVERSATIONS);
    EffectSettings effectSettings =
        new EffectSettings(
            owner.token(),
            settings.lane(decides && new SearchAttributes(temporal).ensure()),
            settings.ceilings(),
            settings.models().attempts());
    Watch watch = Watch.over(meters);
    parts.add(LeaseKeeper.start(transcript, owner.token(), watch));
    AllEffects effects =
        parts.add(
            AllEffects.of(
                transcript,
                models,
                sandboxes,
                functions,
                tools,
                new Deciders(
                    reception.approvals(), reception.people(), settings.people().previews()),
                effectSettings,
                owner::mayBeAlive));
    if (settings.capabilities().contains(Capability.CODE)) {
      Thread unused = Thread.ofVirtual().name("orphans").start(() -> tidy(sandboxes));
    }
    if (decides) {
      Duration look = settings.profile().look();
      parts.add(Caretaker.start(transcript, temporal, owner.token(), look, watch));
      reception.announce(owner.token());
      Optional.ofNullable(settings.retention())
          .ifPresent(age -> parts.add(Retention.start(transcript, temporal, age)));
    }
    return new Hall(settings, new EffectLog(meters)).factory(temporal.client(), effects);
  }

  private ModelKeys keys() {
    WorkerSettings.ModelSettings models = settings.models();
    return new ModelKeys(models.environment(), models.keyHosts(), models::mayName);
  }

  private Prices prices() {
    try {
      return Optional.ofNullable(settings.models().prices())
          .map(file -> Prices.builtIn().with(file))
          .orElseGet(Prices::builtIn);
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new WorkerException.Invalid(String.valueOf(e.getMessage()), e);
    }
  }

  private void tidy(Sandboxes sandboxes) {
    try {
      int removed = sandboxes.removeOrphans(owner::mayBeAlive);
      if (removed > 0) {
        log.info("removed {} containers and folders that killed workers left", removed);
      }
    } catch (RuntimeException e) {
      log.warn("what killed workers left could not be removed: {}", EffectLog.frames(e));
    }
  }

  // --- How it stands

  /** What it was started with. */
  public WorkerSettings settings() {
    return settings;
  }

  /** The token of this process: identity in Temporal, owner of running effects. */
  public String owner() {
    return owner.token();
  }

  /** Where people answer by link; empty: this worker has no key, or decides nothing. */
  Optional<RequestDesk> desk() {
    return settings.capabilities().contains(Capability.CONVERSATIONS)
        ? reception.desk(this::ring)
        : Optional.empty();
  }

  private void ring(String conversation, String mail, String by) {
    try {
      temporal
          .client()
          .newUntypedWorkflowStub(conversation)
          .signal("decide", Map.of("id", mail, "mail", mail, "by", by));
    } catch (WorkflowException | StatusRuntimeException e) {
      // The decision is in the store: the caretaker signals it again.
      log.debug("{}: not signalled: {}", conversation, e.getClass().getSimpleName());
    }
  }

  /** Whether it takes work. */
  public boolean isWorking() {
    return factory.isStarted() && !stopping.get();
  }

  /** Whether Temporal answers now. */
  public boolean reachesTemporal() {
    return temporal.answers();
  }

  /** Whether the store answers now; no id begins with a digit, so it has nothing to read. */
  public boolean reachesStore() {
    try {
      var unused = transcript.conversations().withPrefix("0");
      return true;
    } catch (TranscriptException e) {
      return false;
    }
  }

  // --- End

  /** Stops as the settings say; see {@link #shutdown}. */
  @Override
  public void close() {
    shutdown(settings.shutdown());
  }

  /**
   * Takes no more work, lets running effects end, and after the given time cancels those that have
   * not: they happen again on another worker. Calling it again does nothing.
   */
  public void shutdown(Duration patience) {
    if (!stopping.compareAndSet(false, true)) {
      return;
    }
    log.info("the worker stops; running effects have {} s", patience.toSeconds());
    factory.shutdown();
    factory.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (!factory.isTerminated()) {
      log.warn("effects still run: they are cancelled, and happen again on another worker");
      factory.shutdownNow();
      factory.awaitTermination(CLEANING.toMillis(), TimeUnit.MILLISECONDS);
    }
    parts.close();
    log.info("the worker has stopped");
  }
}
