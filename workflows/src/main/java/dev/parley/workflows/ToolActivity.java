package dev.parley.workflows;

import dev.parley.agents.ToolEffect;

/**
 * A call of an activity that is none of Parley's.
 *
 * @param activity its type
 * @param taskQueue where its workers are
 * @param effect what it does to the world: whether it may be attempted again
 * @param timeoutMillis how long the call may take
 */
public record ToolActivity(
    String activity, String taskQueue, ToolEffect effect, long timeoutMillis) {}
