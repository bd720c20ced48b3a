package dev.parley.workflows;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** How a conversation stands: numbers and names, no words. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Status(
    String state,
    String team,
    @Nullable String speaker,
    int entries,
    int turns,
    int modelCalls,
    long inputTokens,
    long outputTokens,
    String cost) {}
