package dev.parley.activities.code;

import dev.parley.agents.CodeBlock;
import dev.parley.agents.Executor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a worker allows code to have. Team files choose within it.
 *
 * @param image container image of runs that name none
 * @param images further images that may be named
 * @param networkAllowed whether runs may ask for a network, and packages be fetched
 * @param networkMode the engine's name of the network that such runs get; a network of its own
 *     keeps them away from the machine's services
 * @param localEnabled whether code may run as a plain process of the worker's user
 * @param defaults limits of runs that ask for none
 * @param ceiling what a run may ask for at most
 * @param buildTime how long the image for a list of packages may take to build
 * @param scratch folder for temporary files; every user of the machine must be able to pass through
 *     it
 */
public record SandboxSettings(
    String image,
    Set<String> images,
    boolean networkAllowed,
    String networkMode,
    boolean localEnabled,
    Limits defaults,
    Limits ceiling,
    Duration buildTime,
    Path scratch) {

  /** The image that {@code sandbox/build} makes. */
  public static final String DEFAULT_IMAGE = "parley-sandbox:1";

  /** No network, no local processes, the default image only. */
  public static final SandboxSettings DEFAULT =
      new SandboxSettings(
          DEFAULT_IMAGE,
          Set.of(),
          false,
          "bridge",
          false,
          Limits.DEFAULT,
          Limits.CEILING,
          Duration.ofMinutes(10),
          Path.of(System.getProperty("java.io.tmpdir")));

  public SandboxSettings {
    images = Set.copyOf(images);
    defaults = defaults.atMost(ceiling);
  }

  /** With networks allowed, of the given mode. */
  public SandboxSettings network(String mode) {
    return new SandboxSettings(
        image, images, true, mode, localEnabled, defaults, ceiling, buildTime, scratch);
  }

  /** With plain processes allowed. */
  public SandboxSettings local() {
    return new SandboxSettings(
        image, images, networkAllowed, networkMode, true, defaults, ceiling, buildTime, scratch);
  }

  /** With another default image, and further ones that may be named. */
  public SandboxSettings images(String first, Set<String> further) {
    return new SandboxSettings(
        first,
        further,
        networkAllowed,
        networkMode,
        localEnabled,
        defaults,
        ceiling,
        buildTime,
        scratch);
  }

  /**
   * The job that a team file's executor means here. Limits beyond the ceiling become the ceiling.
   *
   * @throws SandboxRefused if it asks for an image or a network that is not allowed
   */
  public Job job(
      Executor executor,
      String conversation,
      String intent,
      List<CodeBlock> blocks,
      Workspace workspace) {
    return new Job(
        conversation,
        intent,
        blocks,
        workspace,
        limits(executor),
        network(executor),
        image(executor),
        packages(executor));
  }

  /** The limits that hold for an executor. */
  public Limits limits(Executor executor) {
    return new Limits(
            Optional.ofNullable(executor.memory()).orElse(defaults.memory()),
            Optional.ofNullable(executor.cpus()).orElse(defaults.cpus()),
            defaults.pids(),
            Optional.ofNullable(executor.timeout()).orElse(defaults.time()),
            Optional.ofNullable(executor.output()).orElse(defaults.output()),
            defaults.workspaceBytes(),
            defaults.workspaceFiles())
        .atMost(ceiling);
  }

  private String image(Executor executor) {
    String named = Optional.ofNullable(executor.image()).orElse(image);
    if (!named.equals(image) && !images.contains(named)) {
      throw new SandboxRefused(
          "executor.image: this worker does not allow \"%s\"; its configuration can list it."
              .formatted(named));
    }
    return named;
  }

  private boolean network(Executor executor) {
    if (executor.network() && !networkAllowed) {
      throw new SandboxRefused(
          "executor.network: this worker allows code no network; its configuration can.");
    }
    return executor.network();
  }

  private List<String> packages(Executor executor) {
    if (!executor.packages().isEmpty() && !networkAllowed) {
      throw new SandboxRefused(
          "executor.packages: this worker allows code no network, so packages cannot be fetched;"
              + " its configuration can allow it.");
    }
    return executor.packages();
  }
}
