package dev.parley.worker;

import java.util.Locale;

/** What a worker does for conversations. */
public enum Capability {
  /** Decides what is next, and does the effects that need nothing but the store. */
  CONVERSATIONS,
  /** Calls models: needs their keys. */
  MODELS,
  /** Calls tools. */
  TOOLS,
  /** Runs code: needs a sandbox. */
  CODE;

  /** The name in {@code PARLEY_CAPABILITIES}. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
