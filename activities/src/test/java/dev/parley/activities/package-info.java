/** Tests of how effects are done, joined and given up. */
@NullMarked
package dev.parley.activities;

import org.jspecify.annotations.NullMarked;
