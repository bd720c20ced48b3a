package dev.parley.activities.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.model.Container;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DockerSandboxTest extends HostileContract {

  private static Engine engine;

  private final String dead = Jobs.owner("dead-" + UUID.randomUUID());
  private final String live = Jobs.owner("live-" + UUID.randomUUID());

  @BeforeAll
  static void requireEngine() {
    engine = Parts.requireDocker();
  }

  @AfterAll
  static void closeEngine() {
    engine.close();
  }

  @Override
  Sandbox open(Scratch scratch) {
    return new DockerSandbox(engine, SandboxSettings.DEFAULT, scratch);
  }

  @Override
  Stream<String> leftovers() {
    return containers(Map.of(Labels.OWNER, Jobs.OWNER)).map(Container::getId);
  }

  @Override
  void awaitRunning() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(20))
        .until(
            () ->
                containers(Map.of(Labels.OWNER, Jobs.OWNER))
                    .anyMatch(
                        c ->
                            c.getState().equals("running")
                                && c.getNames()[0].startsWith("/parley-runner-")));
  }

  private static Stream<Container> containers(Map<String, String> labels) {
    return engine
        .client()
        .listContainersCmd()
        .withShowAll(true)
        .withLabelFilter(labels)
        .exec()
        .stream();
  }

  @Test
  void itSaysWhatHolds() {
    assertThat(run(Jobs.python("pass")).sandbox())
        .matches("docker \\d+\\.\\d+ \\(no network, 192 MB, 20 s\\)");
  }

  @Test
  void aMissingImageIsNamedWithItsRemedy() {
    Job job = Jobs.with(Jobs.python("pass"), "parley-nowhere:1", List.of());

    assertThatThrownBy(() -> run(job))
        .isInstanceOf(SandboxMissing.class)
        .hasMessageContaining("parley-nowhere:1 is not on the Docker engine")
        .hasMessageContaining("docker pull parley-nowhere:1");
  }

  @Test
  void whatAKilledWorkerLeftIsRemovedByTheNext() {
    startAbandoned(dead, Jobs.python("pass"));
    startAbandoned(live, Jobs.python("pass"));
    var sandbox =
        new DockerSandbox(engine, SandboxSettings.DEFAULT, new Scratch(base(), Jobs.OWNER));
    try {
      assertThat(sandbox.removeOrphans(owner -> !owner.equals(dead))).isEqualTo(1);

      assertThat(containers(Map.of(Labels.OWNER, dead))).isEmpty();
      assertThat(containers(Map.of(Labels.OWNER, live))).hasSize(1);
    } finally {
      sandbox.removeOrphans(owner -> !owner.equals(live));
    }
    assertThat(containers(Map.of(Labels.OWNER, live))).isEmpty();
  }

  @Test
  void aNewAttemptRemovesTheContainersOfTheOneBefore() {
    Job job = Jobs.named(Jobs.python("print('second')"), "conversation-2");
    startAbandoned(dead, job);
    startAbandoned(dead, Jobs.named(job, "conversation-3"));

    assertThat(run(job).output()).isEqualTo("second\n");

    assertThat(containers(Labels.of(job))).isEmpty();
    assertThat(containers(Map.of(Labels.OWNER, dead))).hasSize(1);
    assertThat(new Containers(engine.client()).removeOrphans("test", o -> !o.equals(dead)))
        .isEqualTo(1);
  }

  /** As a worker leaves it that is killed in the middle of a run. */
  private static void startAbandoned(String owner, Job job) {
    new Containers(engine.client())
        .startKeeper(
            "parley-keeper-test-" + UUID.randomUUID(), job, job.image(), Labels.of(job, owner));
  }

  @Test
  void noVolumeIsLeft() {
    startAbandoned(dead, Jobs.python("pass"));
    assertThat(volumes()).isEqualTo(2);
    assertThat(new Containers(engine.client()).removeOrphans("test", o -> !o.equals(dead)))
        .isEqualTo(1);
    assertThat(volumes()).isZero();
  }

  private long volumes() {
    return engine
        .client()
        .listVolumesCmd()
        .withFilter("label", List.of(Labels.OWNER + "=" + dead))
        .exec()
        .getVolumes()
        .size();
  }
}
