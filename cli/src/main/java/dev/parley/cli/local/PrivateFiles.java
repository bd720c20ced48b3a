package dev.parley.cli.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Files and folders that only their owner reads, whatever the umask of the calling process. */
final class PrivateFiles {
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

  private PrivateFiles() {}

  /** Creates the folder and its missing parents; one that is there is shut to others. */
  static Path folder(Path folder) {
    try {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
      if (!Files.getPosixFilePermissions(folder).equals(FOLDER)) {
        Files.setPosixFilePermissions(folder, FOLDER);
      }
      return folder;
    } catch (IOException e) {
      throw new PartException(
          "cannot make the folder "
              + folder
              + " ("
              + e
              + "). Make it writable, or set PARLEY_HOME or PARLEY_CACHE to another one",
          e);
    }
  }

  /** Creates the file, empty, if it is not there. */
  static Path file(Path file) throws IOException {
    if (!Files.exists(file)) {
      try {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(FILE));
      } catch (java.nio.file.FileAlreadyExistsException e) {
        return file; // another process was quicker
      }
    }
    return file;
  }

  /** What is said where the disk is full, cannot be written, or is somebody else's. */
  static PartException unwritable(String what, Path file, IOException e) {
    return new PartException(
        "cannot %s %s (%s). See that its disk can be written and has room, or set PARLEY_HOME"
                .formatted(what, file, e)
            + " to another folder",
        e);
  }

  /** Replaces the file's content in one step: a reader sees the old or the new, never half. */
  static void write(Path file, String content) {
    try {
      Path next =
          Files.createTempFile(
              parent(file), name(file), ".tmp", PosixFilePermissions.asFileAttribute(FILE));
      try {
        Files.writeString(next, content);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(next);
      }
    } catch (IOException e) {
      throw unwritable("write", file, e);
    }
  }

  /** The file's content, or nothing if there is no such file. */
  static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (java.nio.file.NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Removes a file or a folder with all that is in it; nothing happens if it is not there. */
  static void remove(Path path) {
    if (!Files.exists(path, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> all = Files.walk(path)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + path, e);
    }
  }

  static Path parent(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IllegalArgumentException(file + " is in no folder");
    }
    return parent;
  }

  static String name(Path file) {
    Path name = file.getFileName();
    return name == null ? file.toString() : name.toString();
  }
}
