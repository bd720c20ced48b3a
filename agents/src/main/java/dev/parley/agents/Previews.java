package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonValue;

/** Which words a team lets Temporal show, and so keep in its history. */
public enum Previews {
  /** What requests ask about: arguments of tools, code. */
  REQUESTS("requests");

  private final String wire;

  Previews(String wire) {
    this.wire = wire;
  }

  /** The name in team files and JSON. */
  @JsonValue
  public String wire() {
    return wire;
  }
}
