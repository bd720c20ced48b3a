package dev.parley.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Removes folders whose paths are too long for Java. */
final class Scratches {

  private Scratches() {}

  static void remove(Path folder) {
    try {
      int code = new ProcessBuilder("rm", "-rf", folder.toString()).inheritIO().start().waitFor();
      if (code != 0) {
        throw new IllegalStateException("%s was not removed, exit code %d".formatted(folder, code));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("rm did not start", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
