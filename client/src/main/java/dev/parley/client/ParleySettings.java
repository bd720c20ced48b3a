package dev.parley.client;

import dev.parley.transcript.Transcripts;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where conversations are.
 *
 * @param environment for Temporal: all {@code TEMPORAL_*} variables and its profile file count
 * @param store where the words are
 * @param taskQueue the queue of the workers
 * @param workflowTask how long a workflow task may take before another worker gets it
 */
public record ParleySettings(
    Map<String, String> environment, Transcripts store, String taskQueue, Duration workflowTask) {

  /** The queue that workers poll unless told otherwise. */
  public static final String TASK_QUEUE = "parley";

  private static final Duration PRODUCTION_TASK = Duration.ofSeconds(10);
  private static final Duration LOCAL_TASK = Duration.ofSeconds(3);

  public ParleySettings {
    environment = Map.copyOf(environment);
  }

  /**
   * The settings of an environment: {@code PARLEY_STORE} ({@code _USER}, {@code _PASSWORD}), {@code
   * PARLEY_TASK_QUEUE}, {@code PARLEY_PROFILE}, {@code TEMPORAL_*}.
   *
   * @throws IllegalArgumentException if no store is named
   */
  public static ParleySettings of(Map<String, String> environment) {
    String store = environment.get("PARLEY_STORE");
    if (store == null || store.isEmpty()) {
      throw new IllegalArgumentException(
          "PARLEY_STORE is not set; write sqlite:PATH or jdbc:postgresql://HOST/NAME");
    }
    boolean local = "local".equals(environment.get("PARLEY_PROFILE"));
    return new ParleySettings(
        environment,
        new Transcripts(
            store, environment.get("PARLEY_STORE_USER"), environment.get("PARLEY_STORE_PASSWORD")),
        environment.getOrDefault("PARLEY_TASK_QUEUE", TASK_QUEUE),
        local ? LOCAL_TASK : PRODUCTION_TASK);
  }

  /** The address of the Temporal server. */
  String address() {
    String address = profile().getAddress();
    return address == null ? "127.0.0.1:7233" : address;
  }

  /** The Temporal profile that the environment describes. */
  ClientConfigProfile profile() {
    try {
      return ClientConfigProfile.load(
          LoadClientConfigProfileOptions.newBuilder().setEnvOverrides(environment).build());
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the Temporal profile file cannot be read: " + e.getMessage(), e);
    }
  }

  /** A value of the environment. */
  @Nullable String get(String name) {
    return environment.get(name);
  }
}
