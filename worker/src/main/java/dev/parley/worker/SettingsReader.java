package dev.parley.worker;

import dev.parley.activities.EffectSettings;
import dev.parley.activities.code.Limits;
import dev.parley.activities.code.SandboxSettings;
import dev.parley.agents.Money;
import dev.parley.transcript.EntryStore.Ceiling;
import dev.parley.transcript.EntryStore.Ceilings;
import dev.parley.transcript.Transcripts;
import dev.parley.worker.WorkerSettings.Health;
import dev.parley.worker.WorkerSettings.ModelSettings;
import dev.parley.worker.WorkerSettings.Queues;
import dev.parley.worker.WorkerSettings.Slots;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes settings of what the sources say. */
final class SettingsReader {

  private static final int HEALTH_PORT = 8088;
  private static final String NONE = "none";

  private final SettingsSources sources;
  private final Profile profile;

  SettingsReader(SettingsSources sources) {
    this.sources = sources;
    this.profile =
        sources
            .get(Setting.PROFILE)
            .map(given -> named(given, Profile.values(), Profile::wire))
            .orElse(Profile.PRODUCTION);
  }

  WorkerSettings read() {
    Set<Capability> capabilities = capabilities();
    ModelSettings models = models();
    return new WorkerSettings(
        profile,
        capabilities,
        queues(capabilities),
        TemporalSettings.of(
            sources.environment(),
            sources.get(Setting.TEMPORAL_ADDRESS).map(Given::value),
            sources.get(Setting.TEMPORAL_NAMESPACE).map(Given::value)),
        store(),
        ceilings(),
        models,
        sandbox(),
        sources.get(Setting.RETENTION).map(Given::duration).orElse(null),
        health(),
        slots(),
        duration(Setting.CONNECT_TIMEOUT, profile.connect()),
        duration(Setting.SHUTDOWN_TIMEOUT, profile.shutdown()),
        count(Setting.CONTINUE_AFTER_TURNS, 0, 0),
        new PeopleSettingsReader(sources, profile.isLocal()).read(),
        ToolSourcesReader.read(sources, models),
        listed(Setting.ACTIVITY_QUEUES),
        sources.micronaut());
  }

  // --- What it does

  private Set<Capability> capabilities() {
    EnumSet<Capability> all = EnumSet.noneOf(Capability.class);
    sources
        .get(Setting.CAPABILITIES)
        .ifPresent(
            given ->
                given.list().stream()
                    .map(one -> new Given(one, given.where()))
                    .forEach(one -> all.add(named(one, Capability.values(), Capability::wire))));
    return all.isEmpty() ? EnumSet.allOf(Capability.class) : all;
  }

  /** A worker that does not do everything shares the work with others: each kind has its queue. */
  private Queues queues(Set<Capability> capabilities) {
    String own = text(Setting.TASK_QUEUE, "parley");
    boolean alone = capabilities.size() == Capability.values().length;
    String models = alone ? null : own + "-models";
    String tools = alone ? null : own + "-tools";
    String code = alone ? null : own + "-code";
    return new Queues(
        own,
        sources.get(Setting.QUEUES_MODELS).map(Given::value).orElse(models),
        sources.get(Setting.QUEUES_TOOLS).map(Given::value).orElse(tools),
        sources.get(Setting.QUEUES_CODE).map(Given::value).orElse(code));
  }

  private Transcripts store() {
    String url =
        sources
            .get(Setting.STORE)
            .map(Given::value)
            .orElseThrow(
                () ->
                    new WorkerException.Invalid(
                        "%s is not set; write sqlite:PATH or jdbc:postgresql://HOST/NAME"
                            .formatted(Setting.STORE.variable())));
    return new Transcripts(
        url,
        sources.get(Setting.STORE_USER).map(Given::value).orElse(null),
        sources.get(Setting.STORE_PASSWORD).map(Given::value).orElse(null));
  }

  private Health health() {
    String host = text(Setting.HEALTH_HOST, "127.0.0.1");
    return sources
        .get(Setting.HEALTH_PORT)
        .map(given -> new Health(host, given.value().equals("off") ? null : port(given)))
        .orElseGet(() -> new Health(host, profile.isLocal() ? -1 : HEALTH_PORT));
  }

  private static int port(Given given) {
    int port = given.count(-1);
    if (port > 65_535) {
      throw given.wrong("a port, -1 (a free one) or off");
    }
    return port == 0 ? -1 : port;
  }

  private Slots slots() {
    return new Slots(
        count(Setting.SLOTS_EFFECTS, 1, 200),
        count(Setting.SLOTS_STORE, 1, 200),
        count(Setting.SLOTS_DECISIONS, 2, 200),
        count(Setting.SLOTS_CACHED, 1, 600));
  }

  // --- What it may

  private Ceilings ceilings() {
    Ceilings usual = EffectSettings.DEFAULT_CEILINGS;
    return new Ceilings(
        ceiling(Setting.CONVERSATION_CALLS, Setting.CONVERSATION_DOLLARS, usual.conversation()),
        ceiling(Setting.STARTER_CALLS, Setting.STARTER_DOLLARS, usual.starterDay()),
        ceiling(Setting.DAY_CALLS, Setting.DAY_DOLLARS, usual.day()));
  }

  private Ceiling ceiling(Setting calls, Setting dollars, Ceiling usual) {
    return new Ceiling(
        sources
            .get(calls)
            .map(given -> isNone(given) ? Ceiling.NONE.calls() : (long) given.count(0))
            .orElse(usual.calls()),
        sources
            .get(dollars)
            .map(
                given ->
                    isNone(given)
                        ? Ceiling.NONE.money()
                        : Money.dollars(given.amount("an amount of dollars, or none")))
            .orElse(usual.money()));
  }

  private ModelSettings models() {
    return new ModelSettings(
        sources.environment(),
        set(Setting.KEY_HOSTS),
        listed(Setting.KEY_VARIABLES),
        sources.get(Setting.PRICES).map(Given::path).orElse(null),
        count(Setting.ATTEMPTS, 1, EffectSettings.DEFAULT_ATTEMPTS),
        duration(Setting.MODEL_TIMEOUT, Duration.ofMillis(profile.lane().modelTimeoutMillis())),
        ProviderSettingsReader.read(sources),
        sources.get(Setting.MODEL_CACHE).map(Given::duration).orElse(null));
  }

  /**
   * What team files may name; absent: everything, as where nothing is said on one's own machine.
   */
  private @Nullable Set<String> listed(Setting setting) {
    boolean all =
        sources.get(setting).map(given -> given.value().equals("all")).orElse(profile.isLocal());
    return all ? null : set(setting);
  }

  private SandboxSettings sandbox() {
    try {
      return allowed();
    } catch (IllegalArgumentException e) {
      throw new WorkerException.Invalid("parley.sandbox.max-" + e.getMessage(), e);
    }
  }

  private SandboxSettings allowed() {
    SandboxSettings usual = SandboxSettings.DEFAULT;
    String network = text(Setting.SANDBOX_NETWORK, profile.isLocal() ? usual.networkMode() : NONE);
    return new SandboxSettings(
        text(Setting.SANDBOX_IMAGE, usual.image()),
        set(Setting.SANDBOX_IMAGES),
        !network.equals(NONE),
        network.equals(NONE) ? usual.networkMode() : network,
        sources.get(Setting.SANDBOX_LOCAL).map(Given::flag).orElse(false),
        usual.defaults(),
        most(usual.ceiling()),
        duration(Setting.SANDBOX_BUILD, usual.buildTime()),
        sources
            .get(Setting.SANDBOX_SCRATCH)
            .map(Given::path)
            .map(Path::toAbsolutePath)
            .orElse(usual.scratch()));
  }

  private Limits most(Limits usual) {
    return new Limits(
        sources.get(Setting.SANDBOX_MEMORY).map(Given::bytes).orElse(usual.memory()),
        sources.get(Setting.SANDBOX_CPUS).map(Given::number).orElse(usual.cpus()),
        usual.pids(),
        duration(Setting.SANDBOX_TIMEOUT, usual.time()),
        usual.output(),
        usual.workspaceBytes(),
        usual.workspaceFiles());
  }

  // --- Values

  private String text(Setting setting, String otherwise) {
    return sources.get(setting).map(Given::value).orElse(otherwise);
  }

  private int count(Setting setting, int least, int otherwise) {
    return sources.get(setting).map(given -> given.count(least)).orElse(otherwise);
  }

  private Duration duration(Setting setting, Duration otherwise) {
    return sources.get(setting).map(Given::duration).orElse(otherwise);
  }

  private Set<String> set(Setting setting) {
    return new TreeSet<>(sources.get(setting).map(Given::list).orElse(List.of()));
  }

  private static boolean isNone(Given given) {
    return given.value().equals(NONE);
  }

  private static <T> T named(Given given, T[] all, java.util.function.Function<T, String> name) {
    return Arrays.stream(all)
        .filter(one -> name.apply(one).equals(given.value()))
        .findFirst()
        .orElseThrow(
            () ->
                given.wrong("one of " + String.join(", ", Arrays.stream(all).map(name).toList())));
  }
}
