package dev.parley.client.teamfile;

import java.util.Map;
import java.util.Optional;

/** Keys that belong into another file, or that YAML tools write. */
final class Misplaced {

  private static final String PEOPLE = "it belongs into people.yaml, on the workers";

  private static final Map<String, String> HINTS =
      Map.of(
          "people", PEOPLE,
          "groups", PEOPLE,
          "hooks", PEOPLE,
          "<<",
              "merge keys are no part of a team file; repeat the keys, or use an alias as a value");

  private Misplaced() {}

  /** Where a key that is unknown here belongs, if that is known. */
  static Optional<String> hint(String key) {
    return Optional.ofNullable(HINTS.get(key));
  }
}
