package dev.parley.client.teamfile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The team files of the test resources. */
final class TestFiles {

  private TestFiles() {}

  /** A file or folder below {@code teamfile/}. */
  static Path path(String name) {
    URL url = TestFiles.class.getResource("/teamfile/" + name);
    if (url == null) {
      throw new IllegalArgumentException("no test resource teamfile/" + name);
    }
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(name, e);
    }
  }

  /** The files of a folder, by name. */
  static List<Path> in(String folder) {
    try (Stream<Path> files = Files.list(path(folder))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The name without folder and ending. */
  static String name(Path file) {
    return String.valueOf(file.getFileName()).replaceFirst("\\.[a-z]+$", "");
  }
}
