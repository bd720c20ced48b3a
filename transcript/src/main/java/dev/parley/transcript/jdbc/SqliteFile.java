package dev.parley.transcript.jdbc;

import dev.parley.transcript.TranscriptException.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The file that a store has open. If it is moved, deleted or replaced meanwhile, the database goes
 * on writing where no other process and no restart will find it; so it is looked for by each
 * transaction.
 */
final class SqliteFile {

  private final String path;
  private final AtomicReference<Optional<Object>> opened = new AtomicReference<>(Optional.empty());

  SqliteFile(String path) {
    this.path = path;
  }

  /**
   * Remembers the file when it is first seen, and then insists on it.
   *
   * @throws Unavailable if another file or none stands in its place
   */
  void require() {
    Optional<Object> known = opened.get();
    Optional<Object> found = key();
    if (known.isEmpty()) {
      // Two threads see the same file.
      opened.set(found);
    } else if (!known.equals(found)) {
      throw new Unavailable(
          ("the transcript (sqlite %s) is not the file any more that this process has opened: it"
                  + " was moved, deleted or replaced. Put it back, or end this process and start"
                  + " it again on the file that counts")
              .formatted(path),
          new NoSuchFileException(path));
    }
  }

  /** What tells files apart; absent where the system has no such thing, or there is no file. */
  private Optional<Object> key() {
    try {
      return Optional.ofNullable(
          Files.readAttributes(Path.of(path), BasicFileAttributes.class).fileKey());
    } catch (IOException | InvalidPathException e) {
      return Optional.empty();
    }
  }
}
