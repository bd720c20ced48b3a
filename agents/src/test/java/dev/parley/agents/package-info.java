/** Tests of the values and folds: no clock, no store, no server. */
@NullMarked
package dev.parley.agents;

import org.jspecify.annotations.NullMarked;
