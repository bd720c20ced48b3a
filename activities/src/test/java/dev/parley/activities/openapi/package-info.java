/** Tests of HTTP interfaces as tools. */
@NullMarked
package dev.parley.activities.openapi;

import org.jspecify.annotations.NullMarked;
