package dev.parley.cli.local;

import dev.parley.client.LocalParts;
import dev.parley.client.ParleySettings;
import dev.parley.worker.WorkerApplication;
import dev.parley.worker.WorkerException;
import dev.parley.worker.WorkerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * Server, store and worker of one process, which end with it: for tests, and for where no Temporal
 * server can be had. Nothing survives, so the store is a file of its own that is removed.
 */
public final class InMemory implements LocalParts.Running {

  private static final String PREFIX = "in-memory-";

  private final Path folder;
  private final MemoryServer server;
  private final WorkerApplication worker;
  private final Map<String, String> environment;

  private InMemory(
      Path folder, MemoryServer server, WorkerApplication worker, Map<String, String> environment) {
    this.folder = folder;
    this.server = server;
    this.worker = worker;
    this.environment = Map.copyOf(environment);
  }

  /**
   * Starts them.
   *
   * @param environment of the worker; where it names a server or a store, that does not count
   * @param libraries with functions for the worker
   * @throws PartException if that is impossible
   */
  public static InMemory start(Home home, Map<String, String> environment, List<Path> libraries) {
    // Before threads ask for it all at once, of which SLF4J would tell the terminal.
    var unused = LoggerFactory.getILoggerFactory();
    Path folder = folder(home.create());
    MemoryServer server = MemoryServer.start();
    try {
      Map<String, String> all =
          own(environment, "sqlite:" + folder.resolve("parley.db"), server.address());
      return new InMemory(folder, server, worker(home, all, libraries), all);
    } catch (PartException e) {
      server.close();
      PrivateFiles.remove(folder);
      throw e;
    }
  }

  /** A worker in this process, without pages. */
  static WorkerApplication worker(
      Home home, Map<String, String> environment, List<Path> libraries) {
    try {
      WorkerSettings settings =
          WorkerSettings.builder().environment(environment).folder(home.folder()).build();
      return WorkerApplication.start(settings, libraries);
    } catch (WorkerException e) {
      throw new PartException(String.valueOf(e.getMessage()), e);
    }
  }

  /** The environment of client and worker: nothing of another server or store is left in it. */
  static Map<String, String> own(Map<String, String> environment, String store, String address) {
    Map<String, String> all = new TreeMap<>(environment);
    all.keySet().removeIf(name -> name.startsWith("TEMPORAL_") || name.startsWith("PARLEY_STORE"));
    all.put("PARLEY_STORE", store);
    all.put("PARLEY_PROFILE", "local");
    all.put("PARLEY_HEALTH_PORT", "off");
    return Elsewhere.with(all, address);
  }

  private static Path folder(Home home) {
    try {
      removeLeftovers(home.folder());
      return Files.createTempDirectory(home.folder(), PREFIX + ProcessHandle.current().pid() + "-");
    } catch (IOException e) {
      throw new PartException("cannot write to " + home.folder() + " (" + e + ")", e);
    }
  }

  /** A killed process could not remove its own. */
  private static void removeLeftovers(Path home) throws IOException {
    try (Stream<Path> all = Files.list(home)) {
      all.filter(path -> isLeftover(PrivateFiles.name(path))).forEach(PrivateFiles::remove);
    }
  }

  private static boolean isLeftover(String name) {
    String pid = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : "";
    pid = pid.replaceFirst("-.*", "");
    return pid.matches("[0-9]{1,18}") && ProcessHandle.of(Long.parseLong(pid)).isEmpty();
  }

  @Override
  public ParleySettings settings() {
    return ParleySettings.of(environment);
  }

  /** Ends them at once; what runs is cancelled. */
  @Override
  public void close() {
    worker.worker().shutdown(Duration.ZERO);
    worker.close();
    server.close();
    PrivateFiles.remove(folder);
  }
}
