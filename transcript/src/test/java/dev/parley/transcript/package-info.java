@NullMarked
package dev.parley.transcript;

import org.jspecify.annotations.NullMarked;
