package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.cli.Cli.Ran;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What commands say when the disk of their home is full or cannot be written. */
@Timeout(120)
final class DiskStatesTest {

  @TempDir private Path folder;
  private Path home = Path.of("");
  private Path team = Path.of("");
  private Cli cli = Cli.of(Path.of(""));
  private boolean mounted;

  @BeforeEach
  void aHomeOnADiskOfItsOwn() throws Exception {
    home = Files.createDirectory(folder.resolve("home"));
    mounted =
        Files.isExecutable(Path.of("/bin/mount")) && mount("-t", "tmpfs", "-o", "size=4m", "tmpfs");
    if (!mounted) {
      skip("commands on a full or read-only disk (only root can mount a small one)");
    }
    team = folder.resolve("team.yaml");
    Files.writeString(
        team,
        """
        name: one
        models:
          m: { provider: scripted, replies: [TERMINATE] }
        agents:
          a: { type: AssistantAgent, model: m }
        team: { type: RoundRobinGroupChat, participants: [a], maxTurns: 1 }
        """);
    cli = Cli.of(home);
    assertThat(cli.run("publish", team.toString()).code()).isZero();
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      assertThat(run("umount", home.toString())).isTrue();
    }
  }

  private static void skip(String what) {
    LoggerFactory.getLogger(DiskStatesTest.class).warn("SKIPPED: {}", what);
    Assumptions.abort(what);
  }

  private boolean mount(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("mount"));
    command.addAll(List.of(options));
    command.add(home.toString());
    return run(command.toArray(String[]::new));
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
  }

  private static void assertSaid(Ran ran, String... words) {
    assertThat(ran.err()).contains(words).doesNotContain("\tat ", "This is a mistake in Parley");
    assertThat(ran.code()).as(ran.err()).isEqualTo(4);
  }

  @Test
  void aHomeThatCannotBeWrittenIsSaidByEveryCommand() throws Exception {
    assertThat(mount("-o", "remount,ro")).isTrue();

    for (String[] command : new String[][] {{"list"}, {"run", team.toString(), "task"}, {"dev"}}) {
      assertSaid(cli.run(command), home.toString(), "ead-only file system");
    }

    assertThat(mount("-o", "remount,rw")).isTrue();
    assertThat(cli.run("list").out()).isEqualTo("No conversations.\n");
  }

  @Test
  void aFullDiskIsSaidAndNothingIsBegun() throws Exception {
    Path ballast = home.resolve("ballast");
    fill(ballast);

    assertSaid(cli.run("run", team.toString(), "task"), home.toString(), "the room on it");

    Files.delete(ballast);
    assertThat(cli.run("list").out()).isEqualTo("No conversations.\n");
  }

  private static void fill(Path file) throws IOException {
    byte[] block = new byte[4096];
    try (var out = Files.newOutputStream(file)) {
      while (true) {
        out.write(block);
      }
    } catch (FileSystemException full) {
      assertThat(file).exists();
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("space");
    }
  }
}
