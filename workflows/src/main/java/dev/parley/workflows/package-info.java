@NullMarked
package dev.parley.workflows;

import org.jspecify.annotations.NullMarked;
