@NullMarked
package dev.parley.activities.people;

import org.jspecify.annotations.NullMarked;
