package dev.parley.cli.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The file that a child process writes its output to. The child has it open for appending, so it is
 * capped from outside: copied to {@code NAME.1} and emptied.
 */
final class LogFile {
  static final long CAP = 2L << 20;

  private final Path file;
  private final long cap;

  LogFile(Path file) {
    this(file, CAP);
  }

  LogFile(Path file, long cap) {
    this.file = file;
    this.cap = cap;
  }

  /** Where a child may append. */
  ProcessBuilder.Redirect redirect() {
    try {
      PrivateFiles.file(file);
      return ProcessBuilder.Redirect.appendTo(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  Path file() {
    return file;
  }

  /** Keeps the file below its cap; what it held until now is kept once. */
  void trim() {
    try {
      if (Files.exists(file) && Files.size(file) > cap) {
        Path old = file.resolveSibling(PrivateFiles.name(file) + ".1");
        Files.copy(
            file, old, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        Files.newByteChannel(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
            .close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot cap " + file, e);
    }
  }

  /** Its size now: what comes later was written later, unless it is trimmed meanwhile. */
  long size() {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** What was written after the given size, 64 KiB at most. */
  String since(long size) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long from = Math.max(Math.min(size, channel.size()), channel.size() - (64 << 10));
      ByteBuffer buffer = ByteBuffer.allocate((int) (channel.size() - from));
      channel.read(buffer, from);
      return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
    } catch (java.nio.file.NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** The last lines, for a message. */
  String tail(long since) {
    List<String> lines = since(since).lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
  }
}
