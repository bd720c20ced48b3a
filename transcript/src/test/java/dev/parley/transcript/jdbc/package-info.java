@NullMarked
package dev.parley.transcript.jdbc;

import org.jspecify.annotations.NullMarked;
