package dev.parley.cli.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A file that one process at a time holds; the system frees it when the process dies. */
final class ProcessLock implements AutoCloseable {
  private final FileChannel channel;

  private ProcessLock(FileChannel channel) {
    this.channel = channel;
  }

  /** The lock, or nothing if somebody has it, in this process or in another. */
  static Optional<ProcessLock> tryTake(Path file) {
    try {
      FileChannel channel =
          FileChannel.open(
              PrivateFiles.file(file), StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (tryLock(channel) != null) {
        return Optional.of(new ProcessLock(channel));
      }
      channel.close();
      return Optional.empty();
    } catch (IOException e) {
      throw PrivateFiles.unwritable("lock", file, e);
    }
  }

  /** Waits for the lock at most this long. */
  static Optional<ProcessLock> take(Path file, Duration patience) {
    Waiting waiting = Waiting.atMost(patience);
    Optional<ProcessLock> lock = tryTake(file);
    while (lock.isEmpty() && waiting.again(Duration.ofMillis(20))) {
      lock = tryTake(file);
    }
    return lock;
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // another thread of this process has it
    }
  }

  /** What the last holder wrote with {@link #note}. */
  static Optional<String> noted(Path file) {
    return PrivateFiles.read(file).filter(text -> !text.isBlank());
  }

  /** Writes a note into the lock's file that outlives this process. */
  void note(String text) {
    try {
      channel.truncate(0);
      channel.write(
          java.nio.ByteBuffer.wrap(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write into a lock", e);
    }
  }

  /** Does something and frees the lock. */
  <T> T during(Supplier<T> work) {
    try {
      return work.get();
    } finally {
      close();
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot free a lock", e);
    }
  }
}
