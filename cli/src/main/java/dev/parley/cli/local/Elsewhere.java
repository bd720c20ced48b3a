package dev.parley.cli.local;

import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether a command works with a Temporal server of somebody else: {@code TEMPORAL_ADDRESS} names
 * one, or a profile that the environment asks for by {@code TEMPORAL_PROFILE} or {@code
 * TEMPORAL_CONFIG_FILE}. Without them it is Parley's own server, and then nothing of the user's
 * profile counts: its namespace, TLS and key are another server's.
 */
public final class Elsewhere {
  private static final String ADDRESS = "TEMPORAL_ADDRESS";
  private static final String PROFILE = "TEMPORAL_PROFILE";
  private static final String FILE = "TEMPORAL_CONFIG_FILE";

  /** Can be no file; an empty one the SDK does not take. */
  private static final String NO_FILE = "/dev/null/none";

  private Elsewhere() {}

  /**
   * The address of somebody else's server, empty: Parley's own is meant.
   *
   * @throws PartException if the profile that the environment asks for cannot be read
   */
  public static Optional<String> address(Map<String, String> environment) {
    Optional<String> named =
        Optional.ofNullable(environment.get(ADDRESS)).filter(text -> !text.isBlank());
    if (named.isPresent()) {
      return named;
    }
    return has(environment, PROFILE) || has(environment, FILE)
        ? Optional.ofNullable(profile(environment).getAddress()).filter(text -> !text.isBlank())
        : Optional.empty();
  }

  /**
   * The environment with a server's address; for Parley's own without anything else of Temporal.
   */
  public static Map<String, String> with(Map<String, String> environment, String address) {
    Map<String, String> all = new TreeMap<>(environment);
    if (address(environment).isEmpty()) {
      all.keySet().removeIf(name -> name.startsWith("TEMPORAL_"));
      all.put(FILE, NO_FILE);
    }
    all.put(ADDRESS, address);
    return all;
  }

  private static boolean has(Map<String, String> environment, String name) {
    return !environment.getOrDefault(name, "").isBlank();
  }

  private static ClientConfigProfile profile(Map<String, String> environment) {
    try {
      return ClientConfigProfile.load(
          LoadClientConfigProfileOptions.newBuilder().setEnvOverrides(environment).build());
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      throw new PartException(
          "the Temporal profile cannot be read (%s, %s): %s"
              .formatted(PROFILE, FILE, e.getMessage()),
          e);
    }
  }
}
