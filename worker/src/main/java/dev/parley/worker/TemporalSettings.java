package dev.parley.worker;

import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * Where Temporal is, and who we are to it: all {@code TEMPORAL_*} variables and the profile file of
 * the {@code temporal} command count.
 */
public record TemporalSettings(ClientConfigProfile profile) {

  /** The address of a server that nobody named. */
  public static final String DEFAULT_ADDRESS = "127.0.0.1:7233";

  /** The namespace that nobody named. */
  public static final String DEFAULT_NAMESPACE = "default";

  /**
   * Reads variables and profile file.
   *
   * @throws WorkerException.Invalid if the profile file cannot be read
   */
  static TemporalSettings of(
      Map<String, String> environment, Optional<String> address, Optional<String> namespace) {
    ClientConfigProfile loaded = load(environment);
    ClientConfigProfile.Builder profile = loaded.toBuilder();
    if (loaded.getAddress() == null) {
      profile.setAddress(address.orElse(DEFAULT_ADDRESS));
    }
    if (loaded.getNamespace() == null) {
      profile.setNamespace(namespace.orElse(DEFAULT_NAMESPACE));
    }
    return new TemporalSettings(profile.build());
  }

  private static ClientConfigProfile load(Map<String, String> environment) {
    try {
      return ClientConfigProfile.load(
          LoadClientConfigProfileOptions.newBuilder().setEnvOverrides(environment).build());
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      throw new WorkerException.Invalid(
          "the Temporal profile cannot be read (TEMPORAL_PROFILE, TEMPORAL_CONFIG_FILE): %s"
              .formatted(e.getMessage()),
          e);
    }
  }

  /** {@code HOST:PORT}. */
  public String address() {
    return profile.getAddress();
  }

  /** The namespace. */
  public String namespace() {
    return profile.getNamespace();
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "%s (namespace %s)".formatted(address(), namespace());
  }
}
