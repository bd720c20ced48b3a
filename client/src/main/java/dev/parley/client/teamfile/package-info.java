/**
 * Team files: reading them with exact errors, writing them, their JSON Schema and their diagram.
 *
 * <p>A file becomes a {@link dev.parley.client.teamfile.Tree} with lines, is held against the one
 * table of keys ({@link dev.parley.client.teamfile.TeamFormat}), which gives typed {@link
 * dev.parley.client.teamfile.Value}s, and small readers make the blueprint's parts of those. The
 * JSON Schema is made from the same table.
 */
@NullMarked
package dev.parley.client.teamfile;

import org.jspecify.annotations.NullMarked;
