package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What a conversation inside another one comes to, where its team itself does not say so.
 *
 * @param agent whose model sums up, absent: the first of the team that has one
 * @param summary how
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Summing(@Nullable String agent, Summary summary) {}
