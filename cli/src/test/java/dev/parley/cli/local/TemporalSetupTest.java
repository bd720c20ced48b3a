package dev.parley.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporalSetupTest {
  private static final TemporalRelease RELEASE = new TemporalRelease("1.5.1", "1.29.1", Map.of());

  @TempDir private Path folder;

  @Test
  void whatWasGotIsKeptForTheNextTime() throws IOException {
    AtomicInteger made = new AtomicInteger();
    TemporalSetup setup = setup(source("way", 0, place -> count(made, place, "1.29.1")));

    var first = setup.obtain(Progress.NONE);
    var second = setup.obtain(Progress.NONE);

    assertThat(first.origin()).isEqualTo("way");
    assertThat(first.digest().orElseThrow()).isEqualTo("sha256:" + Digests.of(first.file()));
    assertThat(second.file()).isEqualTo(first.file());
    assertThat(second.origin()).isEqualTo("cache");
    assertThat(made).hasValue(1);
    assertThat(names(folder.resolve("cache")))
        .containsExactly("temporal-1.29.1", "temporal-1.29.1.lock");
  }

  @Test
  void aWayThatFailsLeavesNothingAndTheNextIsTried() throws IOException {
    TemporalSetup setup =
        setup(
            source("broken", 0, place -> fail(program(place, "1.29.1"))),
            source("good", 0, place -> program(place, "1.29.1")));

    assertThat(setup.obtain(Progress.NONE).origin()).isEqualTo("good");
    assertThat(names(folder.resolve("cache"))).doesNotContain("setup-1.29.1");
  }

  @Test
  void anotherServerThanThePinnedOneIsNotKept() {
    TemporalSetup setup = setup(source("way", 0, place -> program(place, "1.28.0")));

    assertThatThrownBy(() -> setup.obtain(Progress.NONE))
        .isInstanceOf(PartException.class)
        .hasMessageContaining("way: it holds server 1.28.0, not 1.29.1")
        .hasMessageContaining("PARLEY_TEMPORAL");
    assertThat(setup.find()).isEmpty();
  }

  @Test
  void tooLittleDiskIsSaidWithTheFigures() {
    TemporalSetup setup = setup(source("way", Long.MAX_VALUE, place -> program(place, "1.29.1")));

    assertThatThrownBy(() -> setup.obtain(Progress.NONE))
        .hasMessageContaining("needs 8796093022207 MB, but " + folder.resolve("cache") + " has ");
  }

  @Test
  void twoSetupsAtOnceWorkOnce() {
    AtomicInteger made = new AtomicInteger();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch secondWaits = new CountDownLatch(1);
    TemporalSource slow =
        source(
            "slow",
            0,
            place -> {
              begun.countDown();
              await(secondWaits);
              return count(made, place, "1.29.1");
            });
    var first =
        CompletableFuture.supplyAsync(
            () -> setup(slow).obtain(Progress.NONE), Thread::startVirtualThread);
    await(begun);
    var second =
        CompletableFuture.supplyAsync(
            () -> setup(slow).obtain(line -> tell(line, secondWaits)), Thread::startVirtualThread);

    assertThat(second.join().origin()).isEqualTo("cache");
    assertThat(first.join().origin()).isEqualTo("slow");
    assertThat(made).hasValue(1);
  }

  @Test
  void aNamedProgramComesFirstAndMustBeOne() throws IOException {
    Path named = program(Files.createDirectory(folder.resolve("bin")), "1.31.2");
    Map<String, String> environment =
        Map.of("PATH", System.getenv("PATH"), "PARLEY_TEMPORAL", named.toString());
    assertThat(setup(environment).find().orElseThrow().server()).isEqualTo("1.31.2");

    Files.writeString(named, "#!/bin/sh\necho something else\n");
    assertThatThrownBy(() -> setup(environment).find())
        .hasMessageContaining("does not answer to --version as temporal does");
  }

  @Test
  void aProgramInPathIsFoundAndAnotherOfTheSameNameIsNot() throws IOException {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Path program = program(bin, "1.30.0");
    Map<String, String> environment = Map.of("PATH", bin + ":/bin:/usr/bin");
    assertThat(setup(environment).find().orElseThrow().origin()).isEqualTo("PATH");

    Files.writeString(program, "#!/bin/sh\nexit 1\n");
    assertThat(setup(environment).find()).isEmpty();
  }

  @Test
  void thePinnedReleaseHasADigestForEachUsualPlatform() {
    TemporalRelease release = TemporalRelease.load(Parts.root());

    assertThat(release.archiveDigests())
        .containsKeys("linux.amd64", "linux.arm64", "darwin.amd64", "darwin.arm64");
    assertThat(release.archiveDigests().values())
        .allMatch(digest -> digest.matches("[0-9a-f]{64}"));
  }

  // --- Helpers

  private TemporalSetup setup(TemporalSource... sources) {
    return setup(Map.of("PATH", "/bin:/usr/bin"), sources);
  }

  private TemporalSetup setup(Map<String, String> environment, TemporalSource... sources) {
    return new TemporalSetup(
        RELEASE, new Cache(folder.resolve("cache")), environment, List.of(sources));
  }

  private interface Maker {
    Path make(Path place);
  }

  private static TemporalSource source(String name, long space, Maker maker) {
    return new TemporalSource() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public long space() {
        return space;
      }

      @Override
      public Path make(TemporalRelease release, Path place, Progress progress) {
        return maker.make(place);
      }
    };
  }

  private static Path count(AtomicInteger made, Path place, String server) {
    made.incrementAndGet();
    return program(place, server);
  }

  private static Path fail(Path made) {
    throw new PartException("broke after writing " + made.getFileName());
  }

  private static Path program(Path place, String server) {
    try {
      Path file = place.resolve("temporal");
      Files.writeString(
          file, "#!/bin/sh\necho 'temporal version x (Server " + server + ", UI y)'\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void tell(String line, CountDownLatch latch) {
    if (line.contains("another parley")) {
      latch.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(PrivateFiles::name).sorted().toList();
    }
  }
}
