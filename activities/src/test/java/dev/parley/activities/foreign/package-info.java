@NullMarked
package dev.parley.activities.foreign;

import org.jspecify.annotations.NullMarked;
