package dev.parley.worker;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The extensions in jars that a person named. */
final class Extensions implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Extensions.class);

  private final URLClassLoader loader;
  private final List<WorkerExtension> all;

  private Extensions(URLClassLoader loader, List<WorkerExtension> all) {
    this.loader = loader;
    this.all = List.copyOf(all);
  }

  /**
   * Loads the extensions of jars, folders of jars and folders of classes.
   *
   * @throws WorkerException.Invalid if a path is not there, a jar has none, or one cannot be made
   */
  static Extensions load(List<Path> paths) {
    List<URL> urls = new ArrayList<>();
    paths.forEach(path -> urls.addAll(urls(path)));
    URLClassLoader loader =
        new URLClassLoader("lib", urls.toArray(URL[]::new), Extensions.class.getClassLoader());
    List<WorkerExtension> found = new ArrayList<>();
    try {
      ServiceLoader.load(WorkerExtension.class, loader).forEach(found::add);
    } catch (ServiceConfigurationError e) {
      throw new WorkerException.Invalid("--lib: " + e.getMessage(), e);
    }
    if (found.isEmpty() && !paths.isEmpty()) {
      throw new WorkerException.Invalid(
          "--lib: no extension in %s; name its class in META-INF/services/%s"
              .formatted(paths, WorkerExtension.class.getName()));
    }
    return new Extensions(loader, found);
  }

  private static List<URL> urls(Path path) {
    if (!Files.exists(path)) {
      throw new WorkerException.Invalid("--lib: %s is not there".formatted(path));
    }
    List<URL> urls = new ArrayList<>(List.of(url(path)));
    if (Files.isDirectory(path)) {
      try (Stream<Path> inside = Files.list(path)) {
        inside
            .filter(file -> file.toString().endsWith(".jar"))
            .sorted()
            .forEach(file -> urls.add(url(file)));
      } catch (IOException e) {
        throw new WorkerException.Invalid("--lib: %s cannot be read".formatted(path), e);
      }
    }
    return urls;
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new WorkerException.Invalid("--lib: %s is no file".formatted(path), e);
    }
  }

  /**
   * Lets each of them extend the worker.
   *
   * @throws WorkerException.Invalid if one gives something that cannot be used, such as a tool
   *     whose parameters have no names
   */
  void extend(ParleyWorker worker) {
    for (WorkerExtension extension : all) {
      try {
        extension.extend(worker);
      } catch (IllegalArgumentException e) {
        throw new WorkerException.Invalid(
            "--lib: %s: %s".formatted(extension.getClass().getName(), e.getMessage()), e);
      }
      log.info("extended by {}", extension.getClass().getName());
    }
  }

  @Override
  public void close() {
    try {
      loader.close();
    } catch (IOException e) {
      log.debug("a jar did not close", e);
    }
  }
}
