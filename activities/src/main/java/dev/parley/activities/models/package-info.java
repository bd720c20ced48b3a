/**
 * How a model is called: one call, one reply or one classified failure. Knows nothing of the
 * transcript or of Temporal. A new provider is one class that implements {@link
 * dev.parley.activities.models.ModelProvider}.
 */
@NullMarked
package dev.parley.activities.models;

import org.jspecify.annotations.NullMarked;
