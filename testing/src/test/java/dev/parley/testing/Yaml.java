package dev.parley.testing;

import dev.parley.agents.Blueprint;
import dev.parley.client.teamfile.Reading;
import dev.parley.client.teamfile.TeamFile;

/** Teams of tests, written as team files. */
final class Yaml {

  private Yaml() {}

  /** The team of a file without mistakes. */
  static Blueprint team(String text) {
    Reading reading = TeamFile.read(text, "test.yaml");
    return reading
        .blueprint()
        .orElseThrow(() -> new AssertionError(String.valueOf(reading.errors())));
  }
}
