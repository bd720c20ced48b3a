package dev.parley.activities.code;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Temporary folders, one for each run, readable only by the worker's user. Their names hold the
 * process that made them, so that the next process finds what a killed one left.
 *
 * @param base the folder in which they are made
 * @param owner the token of this process, see {@link #OWNER}
 */
record Scratch(Path base, String owner) {

  /** What a process token looks like. */
  static final Pattern OWNER = Pattern.compile("[A-Za-z0-9._:@-]{1,100}");

  private static final Logger log = LoggerFactory.getLogger(Scratch.class);
  private static final String PREFIX = "parley-run-";
  private static final Pattern NAME = Pattern.compile(PREFIX + "(.+)-\\d+");

  Scratch {
    if (!OWNER.matcher(owner).matches()) {
      throw new IllegalArgumentException(
          "owner: \"%s\" is no process token; 1 to 100 letters, digits and . _ : @ -"
              .formatted(owner));
    }
  }

  /** Makes a folder. */
  Folder open() {
    try {
      var mode = PosixFilePermissions.fromString("rwx------");
      return new Folder(
          Files.createTempDirectory(
              base, PREFIX + encoded(owner) + "-", PosixFilePermissions.asFileAttribute(mode)));
    } catch (IOException e) {
      throw new SandboxFailed(
          "No temporary folder can be made in %s: %s".formatted(base, e.getMessage()), e);
    }
  }

  /**
   * Removes the folders of processes that are gone.
   *
   * @param alive which owners still run; this process does
   * @return how many were removed
   */
  int removeOrphans(Predicate<String> alive) {
    int removed = 0;
    try (DirectoryStream<Path> all = Files.newDirectoryStream(base, PREFIX + "*")) {
      for (Path path : all) {
        Optional<String> whose = ownerOf(path);
        if (whose.isPresent() && !whose.get().equals(owner) && !alive.test(whose.get())) {
          new Folder(path).close();
          removed++;
        }
      }
    } catch (IOException e) {
      log.warn("old folders in {} could not be listed: {}", base, e.toString());
    }
    return removed;
  }

  private static Optional<String> ownerOf(Path path) {
    Matcher name = NAME.matcher(path.getFileName().toString());
    return name.matches() ? Optional.of(decoded(name.group(1))) : Optional.empty();
  }

  /** A colon would end the folder's name in PYTHONPATH; an equals sign is in no token. */
  private static String encoded(String owner) {
    return owner.replace(':', '=');
  }

  private static String decoded(String owner) {
    return owner.replace('=', ':');
  }

  /** A folder of one run. */
  record Folder(Path path) implements AutoCloseable {

    /** Makes a folder in it. */
    Path folder(String name) {
      try {
        return Files.createDirectory(path.resolve(name));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Removes it with everything in it; follows no link. */
    @Override
    public void close() {
      try {
        Trees.delete(path);
      } catch (IOException e) {
        log.warn("the folder {} could not be removed: {}", path, reason(e));
      }
    }

    /** Without the path: strangers chose the names in it. */
    private static String reason(IOException e) {
      String said = e instanceof FileSystemException file ? file.getReason() : null;
      return said == null ? e.getClass().getSimpleName() : said;
    }
  }
}
