package dev.parley.workflows;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The input of a tool's activity. The arguments it reads itself.
 *
 * @param at where its results will stand, and the cause of this very call
 * @param calls seq of the entry with the calls
 * @param call id of the call
 * @param arguments seq of the decision that changed the arguments; -1: as the model wrote them
 * @param digest keyed digest of the arguments that may be used, absent if a decision changed them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ToolTask(EffectCall at, int calls, String call, int arguments, String digest) {}
