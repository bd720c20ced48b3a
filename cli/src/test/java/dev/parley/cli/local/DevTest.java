package dev.parley.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real server, a real {@code dev} process, and a worker that only sleeps. */
class DevTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir private Path folder;
  private Home home = new Home(Path.of("none"), Path.of("none"));

  @BeforeEach
  void makeHome() {
    var unused = Parts.requireTemporal();
    home = Home.of(Parts.root(), Map.of("PARLEY_HOME", folder.resolve("home").toString())).create();
  }

  @AfterEach
  void end() {
    var unused = DevLauncher.stop(home);
  }

  @Test
  void itEndsWithTheLastCommandWhenNothingIsOpen() {
    DevLauncher command = launcher();
    DevInfo info = command.ensureRunning(Progress.NONE);
    assertThat(TemporalHealth.version(info.temporalAddress(), SOON)).isPresent();
    assertThat(info.worker().orElseThrow().alive()).isTrue();

    boolean goesOn = command.release();

    assertThat(goesOn).isFalse();
    assertEverythingEnded(info);
    assertThat(home.devFile()).doesNotExist();
  }

  @Test
  void anOpenConversationKeepsItUntilItEnds() throws IOException {
    Path open = home.folder().resolve("open");
    DevLauncher command = launcher();
    DevInfo info = command.ensureRunning(Progress.NONE);
    Files.createFile(open);

    assertThat(command.release()).isTrue();
    assertThat(info.dev().orElseThrow().alive()).isTrue();
    Files.delete(open);

    await().atMost(SOON).untilAsserted(() -> assertEverythingEnded(info));
  }

  @Test
  void anotherCommandKeepsIt() {
    try (DevLauncher other = launcher()) {
      DevLauncher command = launcher();
      DevInfo info = command.ensureRunning(Progress.NONE);
      assertThat(other.ensureRunning(Progress.NONE)).isEqualTo(info);

      assertThat(command.release()).isTrue();
    }
  }

  @Test
  void aSecondOneOfTheSameFolderIsRefusedWithTheNumberOfTheFirst() {
    try (DevLauncher command = launcher()) {
      ProcessId first = command.ensureRunning(Progress.NONE).dev().orElseThrow();
      Dev second = Dev.foreground(home, Map.of());

      assertThatThrownBy(() -> second.run(info -> {}))
          .isInstanceOf(PartException.class)
          .hasMessage(
              "a dev of %s runs already (process %d). End it: ./parley dev --stop",
              home.folder(), first.pid());
      assertThat(first.alive()).isTrue();
    }
  }

  @Test
  void commandsAtTheSameTimeStartOneTogether() {
    try (DevLauncher one = launcher();
        DevLauncher two = launcher();
        DevLauncher three = launcher()) {
      var first =
          CompletableFuture.supplyAsync(
              () -> one.ensureRunning(Progress.NONE), Thread::startVirtualThread);
      var second =
          CompletableFuture.supplyAsync(
              () -> two.ensureRunning(Progress.NONE), Thread::startVirtualThread);
      DevInfo third = three.ensureRunning(Progress.NONE);

      assertThat(first.join()).isEqualTo(third);
      assertThat(second.join()).isEqualTo(third);
    }
  }

  @Test
  void aKilledWorkerAndAKilledServerAreStartedAgain() {
    try (DevLauncher command = launcher()) {
      DevInfo before = command.ensureRunning(Progress.NONE);

      before.worker().orElseThrow().kill();
      await().atMost(SOON).until(() -> differs(command, DevInfo::worker, before.worker()));
      before.server().orElseThrow().kill();
      await().atMost(SOON).until(() -> differs(command, DevInfo::server, before.server()));

      DevInfo after = command.current().orElseThrow();
      assertThat(after.temporalAddress()).isEqualTo(before.temporalAddress());
      assertThat(after.dev()).isEqualTo(before.dev());
      assertThat(TemporalHealth.version(after.temporalAddress(), SOON)).isPresent();
    }
  }

  @Test
  void afterAKilledDevTheNextCommandEndsItsChildrenAndStartsAnew() {
    try (DevLauncher command = launcher()) {
      DevInfo before = command.ensureRunning(Progress.NONE);
      before.dev().orElseThrow().kill();
      assertThat(before.worker().orElseThrow().alive()).isTrue();
      assertThat(before.server().orElseThrow().alive()).isTrue();

      DevInfo after = command.ensureRunning(Progress.NONE);

      assertThat(before.worker().orElseThrow().alive()).isFalse();
      assertThat(before.server().orElseThrow().alive()).isFalse();
      assertThat(after.dev()).isNotEqualTo(before.dev());
      assertThat(TemporalHealth.version(after.temporalAddress(), SOON)).isPresent();
    }
  }

  @Test
  void aStaleStateHarmsNoProcessThatHasTheNumberNow() throws IOException {
    Process stranger = new ProcessBuilder("sleep", "1000").start();
    try (DevLauncher command = launcher()) {
      ProcessId earlier = new ProcessId(stranger.pid(), System.currentTimeMillis() - 3_600_000);
      new DevState(
              1,
              DevState.Phase.RUNNING,
              "x",
              true,
              0,
              earlier,
              earlier,
              earlier,
              "a:1",
              null,
              Map.of(),
              null)
          .write(home);

      DevInfo info = command.ensureRunning(Progress.NONE);

      assertThat(info.dev().orElseThrow().alive()).isTrue();
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void stopEndsEverythingWhateverIsOpen() throws IOException {
    Files.createFile(home.folder().resolve("open"));
    try (DevLauncher command = launcher()) {
      DevInfo info = command.ensureRunning(Progress.NONE);

      assertThat(DevLauncher.stop(home)).isTrue();

      assertEverythingEnded(info);
      assertThat(DevLauncher.stop(home)).isFalse();
    }
  }

  @Test
  void aWorkerThatAlwaysDiesIsGivenUpAndItsLastWordsAreKept() {
    try (DevLauncher command = launcher(Map.of("TEST_WORKER", "echo no such store; exit 3"))) {
      var unused = command.ensureRunning(Progress.NONE);

      await().atMost(SOON).until(() -> phase().equals(Optional.of(DevState.Phase.FAILED)));
      assertThat(DevState.read(home).orElseThrow().message())
          .contains("the worker ended 6 times at once", "no such store");
    }
  }

  @Test
  void aNewKeyRenewsAnIdleDevAndIsOnlyReportedWhenSomethingIsOpen() throws IOException {
    Map<String, String> withKey = Map.of("OPENAI_API_KEY", "sk-secret");
    try (DevLauncher second = launcher(withKey);
        DevLauncher third = launcher(Map.of())) {
      Files.createFile(home.folder().resolve("open"));
      DevLauncher command = launcher(Map.of());
      DevInfo before = command.ensureRunning(Progress.NONE);
      assertThat(command.release()).isTrue();

      DevInfo reported = second.ensureRunning(Progress.NONE);
      assertThat(reported.dev()).isEqualTo(before.dev());
      assertThat(reported.differing()).containsExactly("OPENAI_API_KEY");

      Files.delete(home.folder().resolve("open"));
      DevInfo renewed = second.ensureRunning(Progress.NONE);
      assertThat(renewed.dev()).isNotEqualTo(before.dev());
      assertThat(renewed.differing()).isEmpty();
      assertThat(third.ensureRunning(Progress.NONE)).isEqualTo(renewed);
      assertThat(Files.readString(home.devFile())).doesNotContain("secret");
    }
  }

  @Test
  void withBothVariablesSetNothingIsStarted() {
    Map<String, String> both =
        Map.of("TEMPORAL_ADDRESS", "somewhere:7233", "PARLEY_STORE", "sqlite:x.db");
    try (DevLauncher command = launcher(both)) {
      DevInfo info = command.ensureRunning(Progress.NONE);

      assertThat(info.temporalAddress()).isEqualTo("somewhere:7233");
      assertThat(info.dev()).isEmpty();
      assertThat(home.devFile()).doesNotExist();
    }
  }

  @Test
  void withAServerOfSomebodyElseOnlyAWorkerIsStarted() {
    try (DevLauncher command = launcher(Map.of("TEMPORAL_ADDRESS", "somewhere:7233"))) {
      DevInfo info = command.ensureRunning(Progress.NONE);

      assertThat(info.temporalAddress()).isEqualTo("somewhere:7233");
      assertThat(info.server()).isEmpty();
      assertThat(info.worker().orElseThrow().alive()).isTrue();
    }
  }

  // --- Helpers

  private DevLauncher launcher() {
    return launcher(Map.of());
  }

  private DevLauncher launcher(Map<String, String> more) {
    Map<String, String> environment = new TreeMap<>(System.getenv());
    environment
        .keySet()
        .removeAll(java.util.List.of("TEMPORAL_ADDRESS", "PARLEY_STORE", "OPENAI_API_KEY"));
    environment.putAll(more);
    return new DevLauncher(
        home,
        environment,
        TemporalSetup.of(home, environment),
        DevForTest.open(home),
        DevForTest.command());
  }

  private Optional<DevState.Phase> phase() {
    return DevState.read(home).map(DevState::phase);
  }

  private static boolean differs(
      DevLauncher command,
      java.util.function.Function<DevInfo, Optional<ProcessId>> part,
      Optional<ProcessId> before) {
    Optional<ProcessId> now = command.current().flatMap(part);
    return now.filter(ProcessId::alive).isPresent() && !now.equals(before);
  }

  private static void assertEverythingEnded(DevInfo info) {
    assertThat(info.worker().orElseThrow().alive()).isFalse();
    assertThat(info.server().orElseThrow().alive()).isFalse();
    assertThat(info.dev().orElseThrow().alive()).isFalse();
  }
}
