package dev.parley.activities.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.core.DefaultDockerClientConfig;
import dev.parley.agents.Executor;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SandboxesTest {

  private static final long MB = 1024 * 1024;

  private static Executor executor(
      String image, boolean network, List<String> packages, long memory, Duration time) {
    return new Executor(null, image, network, packages, memory, 2.0, time, 5_000);
  }

  private static Job job(SandboxSettings settings, Executor executor) {
    return settings.job(executor, "c", "i", List.of(), Workspace.EMPTY);
  }

  @Test
  void anUnnamedExecutorNeverRunsLocally() {
    try (var sandboxes = new Sandboxes(SandboxSettings.DEFAULT.local(), "test")) {
      Sandbox picked = Parts.require("docker", () -> sandboxes.pick(Executor.DEFAULT));

      assertThat(picked).isNotInstanceOf(LocalSandbox.class);
    }
  }

  @Test
  void aNamedExecutorIsExact() {
    try (var sandboxes = new Sandboxes(SandboxSettings.DEFAULT.local(), "test")) {
      assertThat(sandboxes.pick(Executor.DEFAULT.in(Executor.Type.LOCAL)))
          .isInstanceOf(LocalSandbox.class);
      Executor bubblewrap = Executor.DEFAULT.in(Executor.Type.BUBBLEWRAP);
      assertThat(Parts.require("bubblewrap", () -> sandboxes.pick(bubblewrap)))
          .isInstanceOf(BubblewrapSandbox.class);
      Executor docker = Executor.DEFAULT.in(Executor.Type.DOCKER);
      assertThat(Parts.require("docker", () -> sandboxes.pick(docker)))
          .isInstanceOf(DockerSandbox.class)
          .isSameAs(sandboxes.pick(docker));
    }
  }

  @Test
  void localMustBeSwitchedOnByName() {
    try (var sandboxes = new Sandboxes(SandboxSettings.DEFAULT, "test")) {
      assertThatThrownBy(() -> sandboxes.pick(Executor.DEFAULT.in(Executor.Type.LOCAL)))
          .isInstanceOf(SandboxRefused.class)
          .hasMessageContaining("without any protection");
    }
  }

  @Test
  void aMissingEngineIsSaidWithItsRemedy() {
    var nowhere =
        DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerHost("unix:///nowhere/docker.sock");

    assertThatThrownBy(() -> Engine.probe(nowhere))
        .isInstanceOf(SandboxMissing.class)
        .hasMessage(
            "No Docker engine answers at unix:///nowhere/docker.sock. Start Docker, or set"
                + " DOCKER_HOST to the engine to use.");
  }

  @Test
  void anEmptyExecutorGetsTheWorkersDefaults() {
    Job job = job(SandboxSettings.DEFAULT, Executor.DEFAULT);

    assertThat(job.limits()).isEqualTo(Limits.DEFAULT);
    assertThat(job.image()).isEqualTo("parley-sandbox:1");
    assertThat(job.network()).isFalse();
    assertThat(Limits.DEFAULT.describe(false)).isEqualTo("no network, 512 MB, 60 s");
  }

  @Test
  void aTeamFileMayGoUpToTheCeilingAndNoFurther() {
    Limits limits =
        SandboxSettings.DEFAULT.limits(
            executor("parley-sandbox:1", false, List.of(), 1024 * MB, Duration.ofDays(1)));

    assertThat(limits.memory()).isEqualTo(1024 * MB);
    assertThat(limits.time()).isEqualTo(Duration.ofMinutes(10));
    assertThat(limits.output()).isEqualTo(5_000);
    assertThat(limits.describe(true)).isEqualTo("network, 1 GB, 600 s");
  }

  @Test
  void imagesNetworksAndPackagesMustBeAllowed() {
    SandboxSettings closed = SandboxSettings.DEFAULT;
    Executor image = executor("other:1", false, List.of(), 100 * MB, Duration.ofSeconds(5));
    Executor network = executor(closed.image(), true, List.of(), 100 * MB, Duration.ofSeconds(5));
    Executor packages =
        executor(closed.image(), false, List.of("numpy"), 100 * MB, Duration.ofSeconds(5));

    for (Executor executor : List.of(image, network, packages)) {
      assertThatThrownBy(() -> job(closed, executor)).isInstanceOf(SandboxRefused.class);
    }
    SandboxSettings open = closed.images(closed.image(), Set.of("other:1")).network("code-net");
    assertThat(job(open, image).image()).isEqualTo("other:1");
    assertThat(job(open, network).network()).isTrue();
    assertThat(job(open, packages).packages()).containsExactly("numpy");
  }

  @Test
  void nonsensicalLimitsAreRefusedWithTheirKey() {
    assertThatThrownBy(() -> Limits.DEFAULT.memory(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("memory: must be at least 16777216 bytes, is 1");
    assertThatThrownBy(() -> Limits.DEFAULT.time(Duration.ZERO))
        .hasMessageContaining("timeout: must be at least 1 s");
  }
}
