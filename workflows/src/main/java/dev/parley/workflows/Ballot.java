package dev.parley.workflows;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A decision as it is typed into a signal.
 *
 * @param request its id, {@code r3}; absent: the only one that is open
 * @param decision see {@link dev.parley.agents.Choice}
 * @param by who decides
 * @param text the reason, the answer or the result
 * @param arguments for {@code edit}: the complete new arguments as JSON
 * @param to for {@code delegate}: the name
 * @param amount for a budget: dollars more
 * @param remember whether the like is approved from now on
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record Ballot(
    @Nullable String request,
    String decision,
    @Nullable String by,
    @Nullable String note,
    @Nullable String text,
    @Nullable String arguments,
    @Nullable String to,
    @Nullable BigDecimal amount,
    boolean remember) {}
