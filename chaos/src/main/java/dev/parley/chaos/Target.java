package dev.parley.chaos;

import java.util.Locale;

/** What is killed. */
enum Target {
  WORKER,
  SERVER,
  BOTH;

  String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
