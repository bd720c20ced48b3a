package dev.parley.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallPartsTest {
  @TempDir private Path folder;

  @Test
  void oneKillAfterALongLifeIsMendedAtOnce() {
    RestartPolicy policy = new RestartPolicy();

    for (int i = 0; i < 100; i++) {
      assertThat(policy.afterDeath(Duration.ofMinutes(1))).contains(Duration.ZERO);
    }
  }

  @Test
  void quickDeathsAreMendedLaterAndLaterAndThenNotAtAll() {
    RestartPolicy policy = new RestartPolicy();

    assertThat(policy.afterDeath(Duration.ZERO)).contains(Duration.ZERO);
    assertThat(policy.afterDeath(Duration.ZERO)).contains(Duration.ofMillis(200));
    assertThat(policy.afterDeath(Duration.ZERO)).contains(Duration.ofMillis(400));
    assertThat(policy.afterDeath(Duration.ZERO)).contains(Duration.ofMillis(800));
    assertThat(policy.afterDeath(Duration.ZERO)).contains(Duration.ofMillis(1600));
    assertThat(policy.afterDeath(Duration.ZERO)).isEmpty();
  }

  @Test
  void aProcessIsNotTakenForALaterOneOfTheSameNumber() {
    ProcessId self = ProcessId.self();

    assertThat(self.alive()).isTrue();
    assertThat(ProcessId.parse(self.toText())).contains(self);
    assertThat(new ProcessId(self.pid(), self.started() - 60_000).alive()).isFalse();
    assertThat(ProcessId.parse("rubbish")).isEmpty();
  }

  @Test
  void aLogIsCappedAndWhatItHeldIsKeptOnce() throws IOException {
    Path file = folder.resolve("x.log");
    LogFile log = new LogFile(file, 10);
    Files.writeString(file, "old\n");
    long before = log.size();
    Files.writeString(file, "old\nnew line\n");

    assertThat(log.since(before)).isEqualTo("new line\n");
    log.trim();
    assertThat(file).isEmptyFile();
    assertThat(folder.resolve("x.log.1")).hasContent("old\nnew line\n");
    assertThat(log.since(before)).isEmpty();
  }

  @Test
  void aLeaseCountsWhileItsProcessLives() {
    Home home = Home.of(folder, Map.of()).create();
    assertThat(Lease.anyHeld(home)).isFalse();
    try (Lease lease = Lease.take(home)) {
      assertThat(lease).isNotNull();
      assertThat(Lease.anyHeld(home)).isTrue();
    }
    PrivateFiles.write(home.clients().resolve("dead"), "999999999 1");
    assertThat(Lease.anyHeld(home)).isFalse();
    assertThat(home.clients()).isEmptyDirectory();
  }

  @Test
  void aLockIsHeldByOneAtATime() {
    Path file = folder.resolve("lock");
    ProcessLock first = ProcessLock.tryTake(file).orElseThrow();
    first.note("7 8");

    assertThat(ProcessLock.tryTake(file)).isEmpty();
    assertThat(ProcessLock.noted(file)).contains("7 8");
    first.close();
    ProcessLock.tryTake(file).orElseThrow().close();
  }

  @Test
  void aProgramThatFailsIsShownByItsLastLines() {
    assertThatThrownBy(
            () -> Output.run(List.of("sh", "-c", "echo it broke; exit 7"), System.getenv()))
        .isInstanceOf(PartException.class)
        .hasMessageContaining("ended with code 7:\nit broke");
    assertThatThrownBy(() -> Output.run(List.of("/no/such/program"), System.getenv()))
        .hasMessageContaining("cannot start /no/such/program");
  }

  @Test
  void eachProviderIsPresentMissingOrMisconfigured() {
    Map<String, String> environment =
        Map.of(
            "OPENAI_API_KEY", "sk-secret",
            "AZURE_OPENAI_API_KEY", "secret",
            "OLLAMA_HOST", "127.0.0.1:1");

    List<Finding> findings = new ModelsProbe(environment).look();

    assertThat(findings)
        .extracting(Finding::part, Finding::state)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("model openai", Finding.State.PRESENT),
            org.assertj.core.groups.Tuple.tuple("model azure", Finding.State.MISCONFIGURED),
            org.assertj.core.groups.Tuple.tuple("model anthropic", Finding.State.MISSING),
            org.assertj.core.groups.Tuple.tuple("model gemini", Finding.State.MISSING),
            org.assertj.core.groups.Tuple.tuple("model ollama", Finding.State.MISCONFIGURED));
    assertThat(findings.toString()).doesNotContain("secret");
    assertThat(findings)
        .filteredOn(finding -> finding.state() != Finding.State.PRESENT)
        .allMatch(finding -> finding.remedy().isPresent());
  }

  @Test
  void aProbeThatBreaksIsAFindingAndTheOthersStillLook() {
    Doctor doctor =
        new Doctor(
            List.of(
                () -> {
                  throw new IllegalStateException("broken probe");
                },
                () -> List.of(Finding.present("JDK", "25"))));

    List<Finding> findings = doctor.examine();

    assertThat(findings).hasSize(2);
    assertThat(findings.getFirst().state()).isEqualTo(Finding.State.MISCONFIGURED);
    assertThat(findings.getFirst().detail()).contains("broken probe");
    assertThat(findings.getLast()).isEqualTo(Finding.present("JDK", "25"));
  }

  @Test
  void ollamasAddressIsReadAsItReadsIt() {
    assertThat(ModelsProbe.ollamaAddress("box").getPort()).isEqualTo(11434);
    assertThat(ModelsProbe.ollamaAddress("box:99").getPort()).isEqualTo(99);
    assertThat(ModelsProbe.ollamaAddress("http://box:98").getHostString()).isEqualTo("box");
  }
}
