/**
 * How effects happen: each reads the words it needs, does one thing, writes one entry, and returns
 * its head. An effect that has happened before is found, not repeated.
 */
@NullMarked
package dev.parley.activities;

import org.jspecify.annotations.NullMarked;
