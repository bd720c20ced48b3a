@NullMarked
package dev.parley.activities;

import org.jspecify.annotations.NullMarked;
