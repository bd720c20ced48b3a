/** HTTP interfaces that an OpenAPI document describes, as tools. */
@NullMarked
package dev.parley.activities.openapi;

import org.jspecify.annotations.NullMarked;
