package dev.parley.workflows;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A conversation inside this one that is to begin.
 *
 * @param at where its beginning is written, and whose it is
 * @param nest for an agent's chats: which of its queues
 * @param chat number in that queue, or among the chats of the team
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record ChatTask(EffectCall at, int nest, int chat) {}
