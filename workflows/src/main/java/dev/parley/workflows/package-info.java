/**
 * The durable conversation: one workflow type, and the activity interfaces it needs. Deterministic:
 * it knows heads of entries and a skeleton of the team, never a word.
 */
@NullMarked
package dev.parley.workflows;

import org.jspecify.annotations.NullMarked;
