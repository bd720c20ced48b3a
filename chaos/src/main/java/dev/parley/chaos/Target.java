package dev.parley.chaos;

import java.util.Locale;

/** A process that is killed or stopped. */
enum Target {
  WORKER,
  SERVER,
  /** A store that is a process: PostgreSQL. */
  STORE;

  String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
