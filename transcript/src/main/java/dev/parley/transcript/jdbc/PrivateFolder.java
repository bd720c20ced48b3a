package dev.parley.transcript.jdbc;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A folder whose files nobody but their owner can read, where the system has such rights. */
record PrivateFolder(Path path) {

  private static final Set<StandardOpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  /** Makes a new file, and the folders above it where they are missing. */
  SeekableByteChannel create(Path file) throws IOException {
    Files.createDirectories(path.resolve(file).getParent(), rights("rwx------"));
    try {
      return Files.newByteChannel(file, NEW, rights("rw-------"));
    } catch (NoSuchFileException tidied) {
      // Somebody found the folder empty just now.
      Files.createDirectories(path.resolve(file).getParent(), rights("rwx------"));
      return Files.newByteChannel(file, NEW, rights("rw-------"));
    }
  }

  private FileAttribute<?>[] rights(String letters) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(letters))
        }
        : new FileAttribute<?>[0];
  }
}
