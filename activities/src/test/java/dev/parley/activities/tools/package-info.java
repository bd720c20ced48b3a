@NullMarked
package dev.parley.activities.tools;

import org.jspecify.annotations.NullMarked;
