/**
 * Tests of model calls, and {@link dev.parley.activities.models.ModelEndpoint} for other modules.
 */
@NullMarked
package dev.parley.activities.models;

import org.jspecify.annotations.NullMarked;
