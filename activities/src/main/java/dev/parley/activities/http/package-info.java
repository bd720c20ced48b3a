/**
 * The one way to HTTP addresses that others choose: a client that goes only where a worker allows
 * it, whatever names, redirects and documents say.
 */
@NullMarked
package dev.parley.activities.http;

import org.jspecify.annotations.NullMarked;
