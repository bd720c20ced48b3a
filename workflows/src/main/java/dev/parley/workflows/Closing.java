package dev.parley.workflows;

import dev.parley.agents.Step;
import org.jspecify.annotations.Nullable;

/**
 * The last effect of a round: records its end.
 *
 * @param at where the conversation stands
 * @param end why it is over
 * @param humanInputs answers of people in the round
 * @param inline whether the text of the answer is wanted
 */
public record Closing(
    EffectCall at, Step.End end, int humanInputs, @Nullable String failure, boolean inline) {}
