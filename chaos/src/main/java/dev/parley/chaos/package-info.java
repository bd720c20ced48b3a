/**
 * Conversations on a real Temporal server whose worker and server are killed while they run: a
 * harness for tests and for the command {@link dev.parley.chaos.Main}.
 */
@NullMarked
package dev.parley.chaos;

import org.jspecify.annotations.NullMarked;
