/** Conversations on a real server, with a worker process: crashes, growth, privacy, faults. */
@NullMarked
package dev.parley.chaos;

import org.jspecify.annotations.NullMarked;
