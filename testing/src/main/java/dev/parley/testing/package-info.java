/**
 * For the tests of teams: conversations without a server and without a key, with scripted models,
 * on a clock that skips waiting.
 */
@NullMarked
package dev.parley.testing;

import org.jspecify.annotations.NullMarked;
