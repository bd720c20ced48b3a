package dev.parley.activities.models;

import java.util.HashMap;
import java.util.Map;

/**
 * Which replies of a scripted model a conversation has used up, counted by the caller from what is
 * stored, so that a repeated call gets the same reply again. Failed attempts of {@code fail}
 * replies count too; they name their place in {@link ModelFailure#scriptedPlace()}.
 *
 * @param times place in the model's replies (from 0), and how often it was used
 */
public record ScriptedUse(Map<Integer, Integer> times) {

  /** Nothing was used yet. */
  public static final ScriptedUse NONE = new ScriptedUse(Map.of());

  public ScriptedUse {
    times = Map.copyOf(times);
  }

  /** How often the reply at this place was used. */
  public int at(int place) {
    return times.getOrDefault(place, 0);
  }

  /** How many calls were answered, or failed, by the script. */
  public int total() {
    return times.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** With one more use of the reply at this place. */
  public ScriptedUse plus(int place) {
    var more = new HashMap<>(times);
    more.merge(place, 1, Integer::sum);
    return new ScriptedUse(more);
  }
}
