package dev.parley.workflows;

import dev.parley.agents.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last effect of a round: records its end.
 *
 * @param at where the conversation stands
 * @param end why it is over
 * @param humanInputs answers of people in the round
 * @param inline whether the text of the answer is wanted
 * @param known ids of words that this run knows of: they do not keep it from ending
 */
public record Closing(
    EffectCall at,
    Step.End end,
    int humanInputs,
    @Nullable String failure,
    boolean inline,
    List<String> known) {

  public Closing {
    known = known == null ? List.of() : List.copyOf(known);
  }
}
