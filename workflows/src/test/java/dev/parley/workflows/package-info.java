/** Tests of the durable conversation: recorded histories are replayed, signals are read. */
@NullMarked
package dev.parley.workflows;

import org.jspecify.annotations.NullMarked;
