/** Tests of the one way to HTTP addresses that others choose. */
@NullMarked
package dev.parley.activities.http;

import org.jspecify.annotations.NullMarked;
