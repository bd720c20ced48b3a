@NullMarked
package dev.parley.worker.people;

import org.jspecify.annotations.NullMarked;
