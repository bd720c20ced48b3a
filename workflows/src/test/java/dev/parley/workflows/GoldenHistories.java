package dev.parley.workflows;

import io.temporal.common.WorkflowExecutionHistory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Histories of real conversations, one file for each run, recorded on a real server by {@code
 * dev.parley.chaos.RecordHistories}. Those of released versions are never recorded anew: a change
 * that cannot replay them breaks conversations that run now.
 */
final class GoldenHistories {

  private GoldenHistories() {}

  /** All files, in the order of their names. */
  static List<Path> files() {
    try (Stream<Path> files = Files.list(folder())) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the golden histories cannot be read", e);
    }
  }

  /** The history of one run, e.g. {@code coding.1.json}. */
  static WorkflowExecutionHistory read(String name) {
    return WorkflowExecutionHistory.fromJson(text(folder().resolve(name)));
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("the golden history cannot be read", e);
    }
  }

  private static Path folder() {
    URL found =
        Objects.requireNonNull(GoldenHistories.class.getResource("/histories"), "histories");
    try {
      return Path.of(found.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
