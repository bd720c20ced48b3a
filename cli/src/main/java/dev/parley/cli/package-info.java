/**
 * The {@code parley} command: one class for each command, {@link dev.parley.cli.Session} for what
 * they share, {@link dev.parley.cli.Watching} for following a conversation.
 */
@NullMarked
package dev.parley.cli;

import org.jspecify.annotations.NullMarked;
