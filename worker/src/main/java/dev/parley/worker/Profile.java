package dev.parley.worker;

import dev.parley.activities.EffectSettings;
import dev.parley.workflows.Opened;
import java.time.Duration;
import java.util.Locale;

/** Timing and defaults for the two places where workers run. */
public enum Profile {
  /** One machine, one person: a killed worker is noticed within seconds. */
  LOCAL(
      Duration.ofSeconds(1),
      Duration.ofSeconds(30),
      Duration.ofSeconds(6),
      Duration.ofSeconds(1),
      Duration.ofSeconds(10)),
  /** Servers: cheaper for Temporal, strict about what team files may ask for. */
  PRODUCTION(
      Duration.ofSeconds(5),
      Duration.ofMinutes(5),
      Duration.ofSeconds(30),
      Duration.ofSeconds(5),
      Duration.ofMinutes(1));

  private final Duration sticky;
  private final Duration connect;
  private final Duration shutdown;
  private final Duration reconnect;
  private final Duration look;

  Profile(Duration sticky, Duration connect, Duration shutdown, Duration reconnect, Duration look) {
    this.sticky = sticky;
    this.connect = connect;
    this.shutdown = shutdown;
    this.reconnect = reconnect;
    this.look = look;
  }

  /** The name in {@code PARLEY_PROFILE}. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What runs are told about calling effects. */
  Opened.Settings lane() {
    return switch (this) {
      case LOCAL -> EffectSettings.LOCAL;
      case PRODUCTION -> EffectSettings.PRODUCTION;
    };
  }

  /** How long a task waits for the worker that knows the conversation before any other gets it. */
  Duration sticky() {
    return sticky;
  }

  /** How long a start tries to reach Temporal and the store. */
  Duration connect() {
    return connect;
  }

  /** How long running effects may take to end when the worker is asked to stop. */
  Duration shutdown() {
    return shutdown;
  }

  /** How long at most until a lost connection is tried again. */
  Duration reconnect() {
    return reconnect;
  }

  /** How often conversations in which nothing happens are compared with what Temporal knows. */
  Duration look() {
    return look;
  }

  boolean isLocal() {
    return this == LOCAL;
  }
}
