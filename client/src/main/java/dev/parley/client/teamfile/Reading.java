package dev.parley.client.teamfile;

import dev.parley.agents.Blueprint;
import java.util.List;
import java.util.Optional;

/**
 * What reading a team file gave.
 *
 * @param blueprint present exactly if there are no errors
 * @param errors everything that is wrong, by line
 * @param warnings what is not wrong but may surprise, by line
 */
public record Reading(Optional<Blueprint> blueprint, List<Problem> errors, List<Problem> warnings) {

  public Reading {
    errors = List.copyOf(errors);
    warnings = List.copyOf(warnings);
    if (blueprint.isPresent() != errors.isEmpty()) {
      throw new IllegalArgumentException("a reading has either a blueprint or errors");
    }
  }

  /**
   * The blueprint.
   *
   * @throws TeamFileException with all errors, if there are any
   */
  public Blueprint orThrow() {
    return blueprint.orElseThrow(() -> new TeamFileException(errors));
  }
}
