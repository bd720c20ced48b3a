/**
 * What models may have done in the world: tools by name, what they do to it, and how Java methods
 * become tools. Knows nothing of the transcript or of Temporal.
 */
@NullMarked
package dev.parley.activities.tools;

import org.jspecify.annotations.NullMarked;
