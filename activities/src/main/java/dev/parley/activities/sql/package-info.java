/** Databases that are only read, as tools. */
@NullMarked
package dev.parley.activities.sql;

import org.jspecify.annotations.NullMarked;
