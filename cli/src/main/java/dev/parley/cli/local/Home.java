package dev.parley.cli.local;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The folder of one Parley: its store, the server's file, keys, logs. Only its owner reads it.
 *
 * @param root the clone that the launcher stands in
 * @param folder {@code PARLEY_HOME}, else {@code .parley} beside the launcher
 */
public record Home(Path root, Path folder) {

  /** The home that the launcher ({@code -Dparley.root}) and the environment name. */
  public static Home of(Map<String, String> environment) {
    return of(Path.of(System.getProperty("parley.root", "")), environment);
  }

  /** The home of a clone; nothing is created yet. */
  public static Home of(Path root, Map<String, String> environment) {
    Path clone = root.toAbsolutePath().normalize();
    String named = environment.getOrDefault("PARLEY_HOME", "");
    Path folder = named.isBlank() ? clone.resolve(".parley") : Path.of(named).toAbsolutePath();
    return new Home(clone, folder.normalize());
  }

  /**
   * Creates the folders, readable only by their owner.
   *
   * @throws PartException if that is impossible
   */
  public Home create() {
    PrivateFiles.folder(folder);
    PrivateFiles.folder(logs());
    PrivateFiles.folder(clients());
    return this;
  }

  /** The SQLite file of the transcript. */
  public Path store() {
    return folder.resolve("parley.db");
  }

  /** The transcript as {@code PARLEY_STORE} names it. */
  public String storeUrl() {
    return "sqlite:" + store();
  }

  /** The server's file. It migrates nothing, so each server version has its own. */
  public Path temporalDatabase(String serverVersion) {
    return folder.resolve("temporal-" + serverVersion + ".db");
  }

  /** Additional environment, lines of {@code KEY=VALUE}. */
  public Path envFile() {
    return folder.resolve("env");
  }

  /** How the running {@code dev} stands; see {@link DevState}. */
  public Path devFile() {
    return folder.resolve("dev.json");
  }

  /** Held by the one {@code dev} of this home for as long as it lives. */
  public Path lock() {
    return folder.resolve("lock");
  }

  /** Held by a command while it starts a {@code dev}. */
  Path startLock() {
    return folder.resolve("start.lock");
  }

  /** The folder of the logs. */
  public Path logs() {
    return folder.resolve("logs");
  }

  /** One file for each command that needs the running {@code dev}; see {@link Lease}. */
  public Path clients() {
    return folder.resolve("clients");
  }

  /**
   * The environment of this home: the lines of {@link #envFile()}, and over them the given one.
   *
   * @throws PartException if a line of the file is no {@code KEY=VALUE}
   */
  public Map<String, String> environment(Map<String, String> outer) {
    Map<String, String> merged = new TreeMap<>(EnvFile.read(envFile()));
    merged.putAll(outer);
    return Map.copyOf(merged);
  }
}
