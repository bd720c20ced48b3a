package dev.parley.activities.code;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Folders that strangers filled. No method here follows a link. */
final class Trees {

  private Trees() {}

  /** What is in a folder: files, links and folders counted alike; bytes as the names claim them. */
  record Usage(long bytes, int files) {}

  /**
   * Removes a folder with everything in it, also where the stranger took away the permission, or
   * made folders so deep that no path is long enough: what lies deeper is moved up first.
   */
  static void delete(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(folder);
      return;
    }
    var names = new Names(folder);
    List<Path> left = unlocked(folder);
    while (!left.isEmpty()) {
      for (Path child : left) {
        remove(child, names);
      }
      left = unlocked(folder);
    }
    Files.deleteIfExists(folder);
  }

  private static void remove(Path child, Names names) throws IOException {
    if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
      for (Path below : unlocked(child)) {
        if (Files.isDirectory(below, LinkOption.NOFOLLOW_LINKS)) {
          unlock(below);
          Files.move(below, names.free(), StandardCopyOption.ATOMIC_MOVE);
        } else {
          Files.deleteIfExists(below);
        }
      }
    }
    Files.deleteIfExists(child);
  }

  /** What is in a folder, which may be changed from now on. */
  private static List<Path> unlocked(Path folder) throws IOException {
    unlock(folder);
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      all.forEach(found::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return found;
  }

  private static void unlock(Path folder) throws IOException {
    if (!Files.isReadable(folder) || !Files.isWritable(folder) || !Files.isExecutable(folder)) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  /** Names in a folder that nothing has. */
  private static final class Names {
    private final Path folder;
    private long last;

    Names(Path folder) {
      this.folder = folder;
    }

    Path free() {
      Path name;
      do {
        last++;
        name = folder.resolve("parley-moved-" + last);
      } while (Files.exists(name, LinkOption.NOFOLLOW_LINKS));
      return name;
    }
  }

  /** Counts, while the code may still change it: what vanishes meanwhile does not count. */
  static Usage usage(Path folder) throws IOException {
    var count = new Count();
    Files.walkFileTree(folder, count);
    return new Usage(count.bytes, count.files);
  }

  private static final class Count extends SimpleFileVisitor<Path> {
    private long bytes;
    private int files;

    @Override
    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
      files++;
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      files++;
      bytes += attributes.size();
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException failure) {
      return FileVisitResult.CONTINUE;
    }
  }
}
