package dev.parley.cli.local;

import java.nio.file.Path;
import java.util.Map;

/**
 * What every clone of this user shares.
 *
 * @param folder {@code PARLEY_CACHE}, else {@code parley} in {@code XDG_CACHE_HOME} or {@code
 *     ~/.cache}
 */
public record Cache(Path folder) {

  /** The cache that the environment names; nothing is created yet. */
  public static Cache of(Map<String, String> environment) {
    String named = environment.getOrDefault("PARLEY_CACHE", "");
    if (!named.isBlank()) {
      return new Cache(Path.of(named).toAbsolutePath().normalize());
    }
    String caches = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path base =
        caches.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(caches);
    return new Cache(base.toAbsolutePath().normalize().resolve("parley"));
  }

  /** Where the Temporal server of a version is kept. */
  public Path temporal(String serverVersion) {
    return folder.resolve("temporal-" + serverVersion).resolve("temporal");
  }
}
