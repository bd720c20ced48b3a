/** Tests of databases that are only read. */
@NullMarked
package dev.parley.activities.sql;

import org.jspecify.annotations.NullMarked;
