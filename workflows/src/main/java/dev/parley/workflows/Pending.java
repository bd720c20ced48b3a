package dev.parley.workflows;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** What a conversation waits for: an open request, a hold, or nothing. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Pending(@Nullable String request, @Nullable String hold) {}
