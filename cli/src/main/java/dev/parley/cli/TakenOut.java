package dev.parley.cli;

import dev.parley.agents.Entry.FileRef;
import dev.parley.client.view.Display;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;

/**
 * Writes files of a workspace into a folder. Their names come from code that strangers wrote: none
 * leads out of the folder, through {@code ..}, an absolute path or a link.
 */
final class TakenOut {

  private final Path folder;
  private final boolean force;

  TakenOut(Path folder, boolean force) {
    this.folder = folder.toAbsolutePath().normalize();
    this.force = force;
  }

  /**
   * Looks at all files before the first one is written.
   *
   * @throws UsageException if a name leads elsewhere, or a file is there and may not be replaced
   */
  void check(List<FileRef> files) {
    for (FileRef file : files) {
      Path target = target(file);
      if (Files.exists(target, LinkOption.NOFOLLOW_LINKS) && !force) {
        throw new UsageException(
            "%s is there already; nothing was written. --force replaces it"
                .formatted(Display.line(target.toString())));
      }
    }
  }

  /** Writes a file and returns where it is. */
  Path write(FileRef file, byte[] bytes) {
    Path target = target(file);
    try {
      Path parent = target.getParent() == null ? folder : target.getParent();
      Files.createDirectories(parent);
      if (!parent.toRealPath().startsWith(folder.toRealPath())) {
        throw outside(file);
      }
      if (force) {
        Files.deleteIfExists(target);
      }
      Set<OpenOption> fresh =
          Set.of(
              StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
      Files.write(target, bytes, fresh.toArray(OpenOption[]::new));
      return target;
    } catch (FileAlreadyExistsException e) {
      throw new UsageException(target + " is in the way; choose another folder for --to", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + target, e);
    }
  }

  private Path target(FileRef file) {
    String name = file.name();
    try {
      Path target = folder.resolve(name).normalize();
      boolean inside = target.startsWith(folder) && !target.equals(folder);
      if (!inside || name.startsWith("/") || !name.equals(Display.line(name))) {
        throw outside(file);
      }
      return target;
    } catch (InvalidPathException e) {
      throw new UsageException("\"%s\" is no name here".formatted(Display.line(name)), e);
    }
  }

  private static UsageException outside(FileRef file) {
    return new UsageException(
        "\"%s\" leads out of the folder; get it with ./parley files ID PATH >FILE"
            .formatted(Display.line(file.name())));
  }
}
