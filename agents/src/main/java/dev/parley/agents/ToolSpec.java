package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a team file says about a tool of the workers: only what differs, and only stricter.
 *
 * @param effect absent: the workers'; a looser one than the workers' has no effect
 * @param timeout how long one call may take, absent: the workers'
 * @param approval name of the policy that each call goes by, absent: only the workers'
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ToolSpec(
    @Nullable ToolEffect effect, @Nullable Duration timeout, @Nullable String approval) {}
