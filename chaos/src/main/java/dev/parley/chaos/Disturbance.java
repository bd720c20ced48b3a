package dev.parley.chaos;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is done to a conversation; the wire names are those of {@code --disturb}. */
enum Disturbance {
  /** SIGKILL, and for PostgreSQL its immediate stop. */
  KILLS,
  /** SIGSTOP and, some seconds later, SIGCONT. */
  FREEZES,
  /** People say something, some of them just before a run ends. */
  SAYS,
  /** 150 people say something while an effect runs. */
  BURSTS,
  /** A reset to a random workflow task, as by the Temporal UI. */
  RESETS,
  /** Terminate, as by the Temporal UI; then somebody says that it shall go on. */
  TERMINATES;

  String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Disturbance> of(String wire) {
    return Arrays.stream(values()).filter(one -> one.wire().equals(wire)).findFirst();
  }
}
