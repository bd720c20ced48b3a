package dev.parley.cli.local;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The Temporal server that Parley brings along, as {@code temporal/versions.properties} pins it.
 *
 * @param cli version of the {@code temporal} command, {@code 1.5.1}
 * @param server version of the server in it, {@code 1.29.1}
 * @param archiveDigests SHA-256 of the official archives, by {@link Platform#key()}
 */
public record TemporalRelease(String cli, String server, Map<String, String> archiveDigests) {
  private static final String DIGEST = "sha256.";

  /**
   * Reads the file of a clone.
   *
   * @throws PartException if it is not there or names no versions
   */
  public static TemporalRelease load(Path root) {
    Path file = root.resolve("temporal").resolve("versions.properties");
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (java.nio.file.NoSuchFileException e) {
      throw new PartException(file + " is missing. Start Parley by its launcher, ./parley", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    Map<String, String> digests = new TreeMap<>();
    for (String name : properties.stringPropertyNames()) {
      if (name.startsWith(DIGEST)) {
        digests.put(name.substring(DIGEST.length()), properties.getProperty(name));
      }
    }
    return new TemporalRelease(
        required(file, properties, "cli"), required(file, properties, "server"), digests);
  }

  public TemporalRelease {
    archiveDigests = Map.copyOf(archiveDigests);
  }

  /** The digest of the official archive for a platform, if there is such an archive. */
  Optional<String> digest(Platform platform) {
    return Optional.ofNullable(archiveDigests.get(platform.key()));
  }

  private static String required(Path file, Properties properties, String key) {
    return Optional.ofNullable(properties.getProperty(key))
        .orElseThrow(() -> new PartException(file + ": no line " + key + "=VERSION"));
  }

  /** Operating system and processor, as the archives name them. */
  record Platform(String os, String arch) {

    static Platform current() {
      String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
      String arch = System.getProperty("os.arch");
      return new Platform(
          os.startsWith("mac") ? "darwin" : os.startsWith("windows") ? "windows" : os,
          arch.equals("aarch64") ? "arm64" : arch.equals("x86_64") ? "amd64" : arch);
    }

    String key() {
      return os + "." + arch;
    }
  }
}
