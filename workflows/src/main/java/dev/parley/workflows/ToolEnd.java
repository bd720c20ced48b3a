package dev.parley.workflows;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * That a tool's call has come to something, which the store keeps.
 *
 * @param inDoubt whether nobody knows if it has happened
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record ToolEnd(boolean inDoubt) {}
