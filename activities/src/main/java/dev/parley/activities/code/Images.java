package dev.parley.activities.code;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.parley.agents.FileNames;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Finds the image of a job, and builds it first when the job names packages. Images are never
 * pulled: which ones are there is the business of whoever runs the engine.
 */
final class Images {

  /** A package and, if wanted, which version of it. Nothing that pip would take for an option. */
  private static final Pattern PACKAGE =
      Pattern.compile(
          "[A-Za-z0-9][A-Za-z0-9._-]*(\\[[A-Za-z0-9._,-]+])?"
              + "((==|>=|<=|~=|!=|<|>)[A-Za-z0-9.*+!_-]+(,(==|>=|<=|~=|!=|<|>)[A-Za-z0-9.*+!_-]+)*)?");

  private static final int LOOK_MILLIS = 100;

  private final DockerClient client;
  private final SandboxSettings settings;
  private final ConcurrentMap<String, CompletableFuture<Image>> builds = new ConcurrentHashMap<>();

  Images(DockerClient client, SandboxSettings settings) {
    this.client = client;
    this.settings = settings;
  }

  /** What a job can run in. */
  sealed interface Image permits Ready, Unbuildable {}

  /** An image that is there. */
  record Ready(String image) implements Image {}

  /** The packages cannot be had; {@code why} is for whoever named them. */
  record Unbuildable(String why) implements Image {}

  /**
   * The image of a job; builds it if it must. Several that want the same wait for one build.
   *
   * @throws SandboxMissing if the image that the job names is not on the engine
   */
  Image of(Job job, Cancellation cancellation) throws InterruptedException {
    String id = idOf(job.image());
    if (job.packages().isEmpty()) {
      return new Ready(job.image());
    }
    List<String> packages = job.packages().stream().sorted().distinct().toList();
    for (String name : packages) {
      if (!PACKAGE.matcher(name).matches()) {
        return new Unbuildable(
            "packages: \"%s\" is no package; write NAME or NAME==VERSION."
                .formatted(FileNames.printable(name)));
      }
    }
    String tag = tag(id, packages);
    return isThere(tag) ? new Ready(tag) : build(job.image(), tag, packages, cancellation);
  }

  private String idOf(String image) {
    try {
      return Objects.requireNonNull(client.inspectImageCmd(image).exec().getId(), image);
    } catch (NotFoundException e) {
      String remedy =
          image.equals(SandboxSettings.DEFAULT_IMAGE)
              ? "Run: ./parley setup (or sandbox/build)"
              : "Images are not fetched by runs. Run: docker pull " + image;
      throw new SandboxMissing(
          "The image %s is not on the Docker engine. %s".formatted(image, remedy), e);
    }
  }

  private boolean isThere(String image) {
    try {
      return client.inspectImageCmd(image).exec() != null;
    } catch (NotFoundException e) {
      return false;
    }
  }

  private static String tag(String base, List<String> packages) {
    String key = base + "\n" + String.join("\n", packages);
    byte[] digest = WorkspaceFile.digest().digest(key.getBytes(StandardCharsets.UTF_8));
    return "parley-packages:" + HexFormat.of().formatHex(digest, 0, 12);
  }

  /** The build goes on when the run that wanted it is cancelled: the next one will want it too. */
  private Image build(String base, String tag, List<String> packages, Cancellation cancellation)
      throws InterruptedException {
    CompletableFuture<Image> build =
        builds.computeIfAbsent(tag, absent -> start(base, tag, packages));
    Optional<Image> image = Optional.empty();
    while (image.isEmpty()) {
      cancellation.check();
      image = await(build);
    }
    return image.get();
  }

  private static Optional<Image> await(CompletableFuture<Image> build) throws InterruptedException {
    try {
      return Optional.of(build.get(LOOK_MILLIS, TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new SandboxFailed("The Docker engine failed: " + e.getCause(), e.getCause());
    }
  }

  private CompletableFuture<Image> start(String base, String tag, List<String> packages) {
    var result = new CompletableFuture<Image>();
    Thread.ofPlatform()
        .daemon()
        .name("sandbox-build")
        .start(
            () -> {
              try {
                result.complete(new PackageBuild(client, settings).build(base, tag, packages));
              } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
              } finally {
                builds.remove(tag);
              }
            });
    return result;
  }
}
