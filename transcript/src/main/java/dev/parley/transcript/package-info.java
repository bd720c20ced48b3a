/**
 * Where the words live: an append-only, content-addressed store in PostgreSQL or in one SQLite
 * file. What an entry says is here and nowhere else; Temporal's history only knows that it exists.
 */
@NullMarked
package dev.parley.transcript;

import org.jspecify.annotations.NullMarked;
