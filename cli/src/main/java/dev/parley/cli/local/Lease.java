package dev.parley.cli.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Says that a process needs the running {@code dev}: a file in {@link Home#clients()} with the
 * process in it. One whose process has died counts no more.
 */
public final class Lease implements AutoCloseable {
  private final Path file;

  private Lease(Path file) {
    this.file = file;
  }

  /** Takes a lease for this process. */
  public static Lease take(Home home) {
    ProcessId self = ProcessId.self();
    Path file = home.clients().resolve(self.pid() + "-" + UUID.randomUUID());
    PrivateFiles.write(file, self.toText());
    return new Lease(file);
  }

  /** Whether any live process holds a lease; files of dead ones are removed. */
  static boolean anyHeld(Home home) {
    return files(home).stream().filter(Lease::isHeld).count() > 0;
  }

  /** Whether any live process holds another lease than this one. */
  boolean othersHeld(Home home) {
    return files(home).stream().filter(other -> !other.equals(file)).anyMatch(Lease::isHeld);
  }

  private static boolean isHeld(Path file) {
    if (PrivateFiles.name(file).endsWith(".tmp")) {
      return false; // half a second old at most, or left by a process that was killed
    }
    boolean held =
        PrivateFiles.read(file).flatMap(ProcessId::parse).filter(ProcessId::alive).isPresent();
    if (!held) {
      PrivateFiles.remove(file);
    }
    return held;
  }

  private static List<Path> files(Home home) {
    try (Stream<Path> all = Files.list(home.clients())) {
      return all.toList();
    } catch (java.nio.file.NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + home.clients(), e);
    }
  }

  /** Gives the lease back. */
  @Override
  public void close() {
    PrivateFiles.remove(file);
  }
}
