@NullMarked
package dev.parley.activities.code;

import org.jspecify.annotations.NullMarked;
