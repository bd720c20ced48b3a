package dev.parley.cli;

import dev.parley.cli.local.PartException;
import dev.parley.worker.WorkerExtension;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * The libraries of {@code --lib}. A worker has them from its start or not at all, so a command
 * starts a {@code dev} with them, and refuses one that runs without.
 */
final class Libraries {

  /** Names the libraries to the worker of a home; a person may set it instead of {@code --lib}. */
  static final String VARIABLE = "PARLEY_LIB";

  private static final String ENTRY = "META-INF/services/" + WorkerExtension.class.getName();

  private final Session session;

  Libraries(Session session) {
    this.session = session;
  }

  /**
   * Has server and worker run with the libraries.
   *
   * @throws UsageException if one is not there, or the workers are somebody else's
   * @throws PartException if a {@code dev} runs without them
   */
  void require(List<Path> named) {
    if (named.isEmpty()) {
      return;
    }
    if (session.foreignWorkers()) {
      throw new UsageException(
          "--lib: the workers are somebody else's; start one with parley worker --lib PATH");
    }
    check(named);
    session.startWith(Map.of(VARIABLE, joined(named)));
    if (session.running().differing().contains(VARIABLE)) {
      throw new PartException(
          "--lib: a dev runs already, without these libraries. End it, then run this again: ./parley"
              + " dev --stop");
    }
  }

  /** Those of {@code --lib}, else of the variable, which says nothing to workers elsewhere. */
  static List<Path> wanted(Session session, List<Path> given) {
    return given.isEmpty() && !session.foreignWorkers() ? of(session.environment()) : given;
  }

  /**
   * The environment with the variable's paths as they are from any folder: a worker works in
   * another one than the command that starts it.
   */
  static Map<String, String> absolute(Map<String, String> environment) {
    Map<String, String> all = new TreeMap<>(environment);
    if (!of(all).isEmpty()) {
      all.put(VARIABLE, joined(of(all)));
    }
    return Map.copyOf(all);
  }

  /**
   * Looks whether the libraries are there and extend workers.
   *
   * @throws UsageException if not
   */
  static void check(List<Path> named) {
    for (Path path : named) {
      if (!Files.isReadable(path)) {
        throw new UsageException("--lib: there is no %s that can be read".formatted(path));
      }
    }
    if (!named.isEmpty() && named.stream().noneMatch(Libraries::extendsWorkers)) {
      throw new UsageException(
          "--lib: no extension in %s; name its class in %s"
              .formatted(
                  named.stream().map(Path::toString).collect(Collectors.joining(", ")), ENTRY));
    }
  }

  /** Whether a jar, a folder of classes or a folder of jars names an extension. */
  private static boolean extendsWorkers(Path path) {
    if (!Files.isDirectory(path)) {
      return isExtension(path);
    }
    try (Stream<Path> inside = Files.list(path)) {
      return Files.exists(path.resolve(ENTRY))
          || inside.anyMatch(file -> file.toString().endsWith(".jar") && isExtension(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  private static boolean isExtension(Path jar) {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return zip.getEntry(ENTRY) != null;
    } catch (IOException e) {
      throw new UsageException("--lib: %s is no jar".formatted(jar), e);
    }
  }

  /** The libraries of the variable, for a worker. */
  static List<Path> of(Map<String, String> environment) {
    return Arrays.stream(environment.getOrDefault(VARIABLE, "").split(File.pathSeparator, -1))
        .filter(path -> !path.isBlank())
        .map(Path::of)
        .toList();
  }

  private static String joined(List<Path> named) {
    return named.stream()
        .map(path -> path.toAbsolutePath().normalize().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
