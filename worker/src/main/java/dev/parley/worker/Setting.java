package dev.parley.worker;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Every key of a worker's configuration. A value is taken from the first of: the program ({@link
 * WorkerSettings.Builder#set}), the environment ({@link #variable}), the YAML file ({@link #key}
 * below {@code parley}), the default. Durations are {@code 200ms 30s 10m 8h 3d}, sizes {@code 512MB
 * 4GB}, lists are separated by commas.
 */
public enum Setting {
  /** {@code local} or {@code production} (default): timing and the defaults below. */
  PROFILE("profile"),
  /** Task queue of conversations, default {@code parley}. */
  TASK_QUEUE("task-queue"),
  /** Of {@code conversations, models, tools, code}; default all, on one queue. */
  CAPABILITIES("capabilities"),
  /** Task queue of model calls; default: the conversations', or its name with {@code -models}. */
  QUEUES_MODELS("queues.models"),
  /** Task queue of tools; default: the conversations', or its name with {@code -tools}. */
  QUEUES_TOOLS("queues.tools"),
  /** Task queue of code runs; default: the conversations', or its name with {@code -code}. */
  QUEUES_CODE("queues.code"),
  /** {@code HOST:PORT} where neither {@code TEMPORAL_ADDRESS} nor a profile file names one. */
  TEMPORAL_ADDRESS("temporal.address"),
  /** Namespace where neither {@code TEMPORAL_NAMESPACE} nor a profile file names one. */
  TEMPORAL_NAMESPACE("temporal.namespace"),
  /** {@code sqlite:PATH} or {@code jdbc:postgresql://HOST/NAME}; must be given. */
  STORE("store"),
  /** User of the store. */
  STORE_USER("store-user"),
  /** Password of the store. */
  STORE_PASSWORD("store-password"),
  /** Model calls per conversation at most, or {@code none}. */
  CONVERSATION_CALLS("ceilings.conversation.calls"),
  /** Dollars per conversation at most, or {@code none}. */
  CONVERSATION_DOLLARS("ceilings.conversation.dollars"),
  /** Model calls per starter and day at most, or {@code none}. */
  STARTER_CALLS("ceilings.starter.calls"),
  /** Dollars per starter and day at most, or {@code none}. */
  STARTER_DOLLARS("ceilings.starter.dollars"),
  /** Model calls per day at most, or {@code none}. */
  DAY_CALLS("ceilings.day.calls"),
  /** Dollars per day at most, or {@code none}. */
  DAY_DOLLARS("ceilings.day.dollars"),
  /** How often a model call may fail before it fails for good. */
  ATTEMPTS("models.attempts"),
  /** How long a model call may take whose team file says nothing. */
  MODEL_TIMEOUT("models.timeout"),
  /** How long replies are remembered for requests that are the same, default not at all. */
  MODEL_CACHE("models.cache"),
  /** File of prices, in front of the built-in ones. */
  PRICES("models.prices"),
  /** Further hosts that keys may be sent to: {@code HOST} or {@code HOST:PORT}. */
  KEY_HOSTS("keys.hosts"),
  /** Variables that team files may name as {@code ${env:NAME}}, or {@code all}. */
  KEY_VARIABLES("keys.variables"),
  /** Task queues whose activities team files may name as tools, or {@code all}. */
  ACTIVITY_QUEUES("activities.queues"),
  /** Container image of code that names none. */
  SANDBOX_IMAGE("sandbox.image"),
  /** Further images that team files may name. */
  SANDBOX_IMAGES("sandbox.images"),
  /** The engine's network for code that asks for one, or {@code none}: then it gets none. */
  SANDBOX_NETWORK("sandbox.network"),
  /** {@code true}: code may run as a plain process of the worker's user. */
  SANDBOX_LOCAL("sandbox.local"),
  /** Most memory that a run may ask for. */
  SANDBOX_MEMORY("sandbox.max-memory"),
  /** Most processors that a run may ask for. */
  SANDBOX_CPUS("sandbox.max-cpus"),
  /** Most time that a run may ask for. */
  SANDBOX_TIMEOUT("sandbox.max-timeout"),
  /** How long the image for a list of packages may take to build. */
  SANDBOX_BUILD("sandbox.build-timeout"),
  /** Folder for temporary files of code runs. */
  SANDBOX_SCRATCH("sandbox.scratch"),
  /** The file that says who is who; default {@code people.yaml} in PARLEY_HOME. */
  PEOPLE("people"),
  /** {@code true}: one person uses this worker, so what is said counts as proved. */
  SINGLE_USER("single-user"),
  /** Policies of {@code parley.policies} that every tool call goes by. */
  APPROVAL_TOOLS("approval.tools"),
  /** Policies that every tool call goes by that does more than read. */
  APPROVAL_WRITES("approval.writes"),
  /** Policies that every code run goes by. */
  APPROVAL_CODE("approval.code"),
  /** Where people reach the request pages, e.g. {@code https://parley.example.com}. */
  PUBLIC_URL("public-url"),
  /** Key that signs tokens: 32 bytes in Base64, the same for all workers of a store. */
  TOKEN_KEY("token-key"),
  /** {@code smtp://USER:PASSWORD@HOST:PORT?from=ADDRESS}, or {@code smtps:}, for notices. */
  SMTP("smtp"),
  /** Program that notices are given to as JSON, with its arguments, split at blanks. */
  NOTICE_COMMAND("notice-command"),
  /** Whether notices hold what is asked in one line; the page always shows all of it. */
  NOTICES_ARGUMENTS("notices.arguments"),
  /** Whether the Temporal UI may show what requests ask about, where a team file lets it. */
  PREVIEWS("previews"),
  /** Hosts of hooks that may have private addresses: {@code HOST} or {@code HOST:PORT}. */
  HOOKS_PRIVATE("hooks.private-hosts"),
  /** Conversations that ended longer ago are deleted; default: never. */
  RETENTION("retention"),
  /** Address of the health and metrics pages. */
  HEALTH_HOST("health.host", "MICRONAUT_SERVER_HOST"),
  /** Their port; {@code -1} a free one, {@code off} no pages. */
  HEALTH_PORT("health.port", "MICRONAUT_SERVER_PORT"),
  /** Effects at once. */
  SLOTS_EFFECTS("slots.effects"),
  /** Effects on the store at once. */
  SLOTS_STORE("slots.store"),
  /** Conversations that decide at once. */
  SLOTS_DECISIONS("slots.decisions"),
  /** Conversations that are kept in memory. */
  SLOTS_CACHED("slots.cached"),
  /** How long a start tries to reach Temporal and the store. */
  CONNECT_TIMEOUT("connect-timeout"),
  /** How long running effects may take to end when the worker is asked to stop. */
  SHUTDOWN_TIMEOUT("shutdown-timeout"),
  /** Turns after which a run continues as new; default 0: only by its size. */
  CONTINUE_AFTER_TURNS("continue-after-turns");

  private final String key;
  private final String micronauts;

  Setting(String key) {
    this(key, "");
  }

  Setting(String key, String micronauts) {
    this.key = "parley." + key;
    this.micronauts = micronauts;
  }

  /** The key in the YAML file, e.g. {@code parley.sandbox.local}. */
  public String key() {
    return key;
  }

  /** The environment variable, e.g. {@code PARLEY_SANDBOX_LOCAL}. */
  public String variable() {
    return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** The variable, and Micronaut's that means the same. */
  List<String> variables() {
    return micronauts.isEmpty() ? List.of(variable()) : List.of(variable(), micronauts);
  }

  static Optional<Setting> of(String key) {
    return Arrays.stream(values()).filter(setting -> setting.key.equals(key)).findFirst();
  }
}
