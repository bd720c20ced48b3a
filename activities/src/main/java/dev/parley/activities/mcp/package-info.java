/**
 * Tools of servers that speak the Model Context Protocol, over the protocol's own Java SDK: as a
 * process of the worker's, or by streamable HTTP. Knows nothing of the transcript or of Temporal.
 */
@NullMarked
package dev.parley.activities.mcp;

import org.jspecify.annotations.NullMarked;
