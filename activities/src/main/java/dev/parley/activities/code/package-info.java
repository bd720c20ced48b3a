/**
 * Sandboxes: where code that a model wrote runs, within which limits, and how its files come in and
 * out. Nothing here knows of transcripts or Temporal.
 */
@NullMarked
package dev.parley.activities.code;

import org.jspecify.annotations.NullMarked;
