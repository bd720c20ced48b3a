@NullMarked
package dev.parley.activities.mcp;

import org.jspecify.annotations.NullMarked;
