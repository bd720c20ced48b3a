package dev.parley.worker;

import dev.parley.activities.code.SandboxSettings;
import dev.parley.activities.models.ProviderLimits;
import dev.parley.transcript.EntryStore.Ceilings;
import dev.parley.transcript.Transcripts;
import dev.parley.worker.people.PeopleSettings;
import dev.parley.workflows.Opened;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a worker is configured with; {@link Setting} lists the keys and their sources.
 *
 * @param profile timing and defaults
 * @param capabilities what it does
 * @param queues where its work waits
 * @param temporal where Temporal is
 * @param store where the words are
 * @param ceilings what may be spent
 * @param models how models are called
 * @param sandbox what code may have
 * @param retention age at which ended conversations are deleted; absent: never
 * @param health where the health pages are
 * @param slots how much it does at once
 * @param connect how long a start tries to reach Temporal and the store
 * @param shutdown how long running effects may take to end when it is asked to stop
 * @param continueAfterTurns turns after which a run continues as new, 0: only by its size
 * @param people whom it knows, and how it reaches them
 * @param toolSources where tools come from that are not written in Java
 * @param activityQueues task queues whose activities team files may name as tools; absent: all
 * @param micronaut what the file says to Micronaut
 */
public record WorkerSettings(
    Profile profile,
    Set<Capability> capabilities,
    Queues queues,
    TemporalSettings temporal,
    Transcripts store,
    Ceilings ceilings,
    ModelSettings models,
    SandboxSettings sandbox,
    @Nullable Duration retention,
    Health health,
    Slots slots,
    Duration connect,
    Duration shutdown,
    int continueAfterTurns,
    PeopleSettings people,
    ToolSources toolSources,
    @Nullable Set<String> activityQueues,
    Map<String, String> micronaut) {

  public WorkerSettings {
    activityQueues = activityQueues == null ? null : Set.copyOf(activityQueues);
    capabilities = Set.copyOf(capabilities);
    micronaut = Map.copyOf(micronaut);
  }

  /**
   * Task queues.
   *
   * @param models absent: as conversations
   * @param code absent: as conversations
   */
  public record Queues(
      String conversations,
      @Nullable String models,
      @Nullable String tools,
      @Nullable String code) {

    /** Where model calls wait. */
    public String modelCalls() {
      return models == null ? conversations : models;
    }

    /** Where calls of tools wait. */
    public String toolCalls() {
      return tools == null ? conversations : tools;
    }

    /** Where code runs wait. */
    public String codeRuns() {
      return code == null ? conversations : code;
    }
  }

  /**
   * How models are called.
   *
   * @param environment variables, keys among them
   * @param keyHosts further hosts that keys may be sent to
   * @param variables which ones team files may name; absent: all
   * @param prices file of prices; absent: the built-in ones
   * @param attempts how often a call may fail before it fails for good
   * @param timeout how long a call may take whose team file says nothing
   * @param providers what providers are sent at most, by their names
   * @param cache how long replies are remembered, absent: not at all
   */
  public record ModelSettings(
      Map<String, String> environment,
      Set<String> keyHosts,
      @Nullable Set<String> variables,
      @Nullable Path prices,
      int attempts,
      Duration timeout,
      Map<String, ProviderLimits> providers,
      @Nullable Duration cache) {
    public ModelSettings {
      environment = Map.copyOf(environment);
      keyHosts = Set.copyOf(keyHosts);
      variables = variables == null ? null : Set.copyOf(variables);
      providers = Map.copyOf(providers);
    }

    /** Whether a team file may name the variable. */
    boolean mayName(String variable) {
      return variables == null || variables.contains(variable);
    }

    /** Names of variables, no values. */
    @Override
    public String toString() {
      return "ModelSettings[keyHosts=%s, variables=%s, prices=%s, attempts=%d, timeout=%s]"
          .formatted(keyHosts, variables, prices, attempts, timeout);
    }
  }

  /**
   * Where the health pages are.
   *
   * @param port -1: a free one; absent: no pages
   */
  public record Health(String host, @Nullable Integer port) {}

  /**
   * How much a worker does at once.
   *
   * @param effects model calls and code runs
   * @param store effects on the store
   * @param decisions conversations that decide what is next
   * @param cached conversations kept in memory
   */
  public record Slots(int effects, int store, int decisions, int cached) {}

  /** The settings of this process: its environment and its working folder. */
  public static WorkerSettings load() {
    return builder().build();
  }

  /** Settings of which some are set by the program. */
  public static Builder builder() {
    return new Builder();
  }

  /** Whether a team file may name activities on this task queue; never on Parley's own. */
  public boolean mayCall(String taskQueue) {
    boolean own =
        List.of(queues.conversations(), queues.modelCalls(), queues.toolCalls(), queues.codeRuns())
            .contains(taskQueue);
    return !own
        && !taskQueue.isEmpty()
        && (activityQueues == null || activityQueues.contains(taskQueue));
  }

  /** What each run is told about calling effects. */
  Opened.Settings lane(boolean searchAttributes) {
    Opened.Settings timing = profile.lane();
    return new Opened.Settings(
        timing.heartbeatMillis(),
        timing.firstRetryMillis(),
        timing.workflowTaskMillis(),
        models.timeout().toMillis(),
        timing.codeTimeoutMillis(),
        queues.models(),
        queues.code(),
        searchAttributes,
        continueAfterTurns,
        timing.toolTimeoutMillis(),
        queues.tools());
  }

  /** Collects what the program sets and where the rest is looked for. */
  public static final class Builder {
    private final Map<Setting, Given> program = new EnumMap<>(Setting.class);
    private Map<String, String> environment = System.getenv();
    private Path folder = Path.of("");

    private Builder() {}

    /** Sets a value, written as in the environment; it counts before every other source. */
    public Builder set(Setting setting, String value) {
      program.put(setting, new Given(value, setting.key()));
      return this;
    }

    /** Takes these variables instead of the process's. */
    public Builder environment(Map<String, String> variables) {
      environment = Map.copyOf(variables);
      return this;
    }

    /** Looks for {@code parley.yml} here instead of the working folder. */
    public Builder folder(Path where) {
      folder = where;
      return this;
    }

    /**
     * Reads all sources.
     *
     * @throws WorkerException.Invalid if a key is unknown, a value wrong, or the store missing
     */
    public WorkerSettings build() {
      return new SettingsReader(SettingsSources.of(program, environment, folder)).read();
    }
  }
}
