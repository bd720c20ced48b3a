package dev.parley.activities.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchTest {

  @TempDir private Path base;

  @Test
  void whatKilledProcessesLeftIsRemoved() throws IOException {
    Path own = new Scratch(base, "own").open().path();
    Path dead = new Scratch(base, "host-1:4711").open().path();
    Path live = new Scratch(base, "host-2").open().path();
    Path other = Files.createDirectory(base.resolve("parley-run-"));
    Files.writeString(dead.resolve("file"), "x");

    assertThat(new Scratch(base, "own").removeOrphans("host-2"::equals)).isEqualTo(1);

    assertThat(dead).doesNotExist();
    assertThat(own).exists();
    assertThat(live).exists();
    assertThat(other).exists();
  }

  @Test
  void aFolderIsItsOwnersOnlyAndGoesWithEverythingInIt() throws IOException {
    Path outside = Files.writeString(base.resolve("outside"), "stays");
    Scratch.Folder folder = new Scratch(base, "own").open();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())))
        .isEqualTo("rwx------");
    Path locked = Files.createDirectories(folder.path().resolve("a/locked"));
    Files.createSymbolicLink(locked.resolve("link"), outside);
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("---------"));

    folder.close();

    assertThat(folder.path()).doesNotExist();
    assertThat(outside).hasContent("stays");
  }

  @Test
  void foldersThatAreDeeperThanAnyPathAreRemovedToo() throws Exception {
    Path outside = Files.writeString(base.resolve("outside"), "stays");
    Scratch.Folder folder = new Scratch(base, "own").open();
    String deep =
        """
        name=%s
        for i in $(seq 40); do
          mkdir $name beside; echo $i > file; ln -s %s link; cd $name
        done
        for i in $(seq 40); do chmod 000 $name; cd ..; done
        """
            .formatted("d".repeat(200), outside);
    Process shell =
        new ProcessBuilder("bash", "-c", deep).directory(folder.path().toFile()).start();
    assertThat(shell.waitFor()).isZero();

    folder.close();

    assertThat(folder.path()).doesNotExist();
    assertThat(outside).hasContent("stays");
  }

  @Test
  void aTokenMustFitIntoAName() {
    assertThatThrownBy(() -> new Scratch(base, "a/b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a/b");
  }
}
