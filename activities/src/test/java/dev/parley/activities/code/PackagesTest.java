package dev.parley.activities.code;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages, with a stand-in for pip in the base image, because tests have no package index. */
class PackagesTest {

  /** Installs a module that knows when it was built; refuses packages that it does not know. */
  private static final String PIP =
      """
      import sys, pathlib, uuid
      wanted = pathlib.Path(sys.argv[sys.argv.index('-r') + 1]).read_text().split()
      for package in wanted:
          if package.startswith('unknown'):
              sys.exit('ERROR: No matching distribution found for ' + package)
          name = package.split('==')[0]
          pathlib.Path('/usr/lib/python3/dist-packages/' + name + '.py').write_text(
              'build = "' + str(uuid.uuid4()) + '"')
          print('Installed', package)
      """;

  private static final String BASE = "parley-test-pip:" + UUID.randomUUID();

  private static Engine engine;

  @TempDir private Path base;

  @BeforeAll
  static void buildBase() throws IOException, InterruptedException {
    engine = Parts.requireDocker();
    var context = new ByteArrayOutputStream();
    String dockerfile =
        "FROM "
            + SandboxSettings.DEFAULT_IMAGE
            + "\nUSER 0:0\nCOPY pip /usr/lib/python3/dist-packages/pip\nUSER 10001:10001\n";
    TarWriter.write(
        List.of(
            Jobs.file("Dockerfile", dockerfile),
            Jobs.file("pip/__init__.py", ""),
            Jobs.file("pip/__main__.py", PIP)),
        0,
        context);
    try (var build = new BuildImageResultCallback()) {
      var unused =
          engine
              .client()
              .buildImageCmd(new ByteArrayInputStream(context.toByteArray()))
              .withTags(Set.of(BASE))
              .withNetworkMode("none")
              .exec(build)
              .awaitImageId();
    }
  }

  @AfterAll
  static void removeImages() {
    String id = engine.client().inspectImageCmd(BASE).exec().getId();
    removeWithThoseBuiltOnIt(Objects.requireNonNull(id));
    engine.close();
  }

  /** Builds leave their steps on the engine, those that failed too. */
  private static void removeWithThoseBuiltOnIt(String id) {
    engine.client().listImagesCmd().withShowAll(true).exec().stream()
        .filter(image -> image.getParentId().equals(id))
        .forEach(image -> removeWithThoseBuiltOnIt(image.getId()));
    try {
      engine.client().removeImageCmd(id).withForce(true).exec();
    } catch (NotFoundException e) {
      // It went together with the last one that was built on it.
      return;
    }
  }

  private DockerSandbox sandbox() {
    return new DockerSandbox(
        engine, SandboxSettings.DEFAULT.network("none"), new Scratch(base, Jobs.OWNER));
  }

  private static String output(Sandbox sandbox, Job job) {
    try (RunResult result = sandbox.run(job)) {
      return result.output();
    }
  }

  private static Job job(String conversation, String code, String... packages) {
    Job job = Jobs.named(Jobs.python(code), conversation);
    return Jobs.with(job, BASE, List.of(packages));
  }

  @Test
  void anImageIsBuiltOnceForManyRuns() {
    DockerSandbox sandbox = sandbox();
    List<CompletableFuture<String>> runs =
        IntStream.range(0, 3)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () ->
                            output(
                                sandbox,
                                job(
                                    "packages-" + i,
                                    "import one, two; print(one.build)",
                                    "two==2.0",
                                    "one"))))
            .toList();

    assertThat(runs.stream().map(CompletableFuture::join).distinct()).hasSize(1);
    String again =
        output(sandbox(), job("packages-9", "import one; print(one.build)", "one", "two==2.0"));
    assertThat(again).isEqualTo(runs.getFirst().join()).hasSize(37);
  }

  @Test
  void aPackageThatIsNotThereIsAnAnswerAndNoFailure() {
    try (RunResult result = sandbox().run(job("packages-4", "print(1)", "one", "unknown-thing"))) {
      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.output())
          .startsWith("The packages one, unknown-thing could not be installed")
          .contains("No matching distribution found for unknown-thing");
    }
  }

  @Test
  void whatIsNoPackageIsNotGivenToPip() {
    for (String wrong : List.of("--index-url=http://x", "a; b", "git+https://x", "a\nb", "../a")) {
      assertThat(output(sandbox(), job("packages-5", "print(1)", wrong))).contains("is no package");
    }
  }
}
