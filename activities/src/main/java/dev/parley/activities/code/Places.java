package dev.parley.activities.code;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The folders of a run that has no container.
 *
 * @param workspace where the code runs
 * @param tmp its temporary files
 * @param shm its shared memory
 * @param code the blocks and the script; the code cannot write there
 * @param kept what was taken from the workspace; the code cannot see it
 */
record Places(Path workspace, Path tmp, Path shm, Path code, Path kept) {

  static Places in(Scratch.Folder folder) {
    return new Places(
        folder.folder("workspace"),
        folder.folder("tmp"),
        folder.folder("shm"),
        folder.folder("code"),
        folder.folder("kept"));
  }

  /** Gives the folders that the code writes to to a user, who can reach them but not list them. */
  void giveTo(int user) {
    try {
      for (Path folder : List.of(workspace, tmp, shm)) {
        Files.setAttribute(folder, "unix:gid", user);
        Files.setAttribute(folder, "unix:uid", user);
      }
      var kept = PosixFilePermissions.fromString("rwx------");
      Files.setPosixFilePermissions(this.kept, kept);
      Files.setPosixFilePermissions(
          workspace.getParent(), PosixFilePermissions.fromString("rwx--x--x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the script, readable by everyone who can reach it. */
  void write(Script script) {
    try {
      for (WorkspaceFile file : script.files()) {
        Path path = code.resolve(file.name());
        Files.write(path, file.bytes().read());
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
      }
      Files.setPosixFilePermissions(code, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
