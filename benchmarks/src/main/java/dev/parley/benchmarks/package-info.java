/** What Parley costs: time, processor, memory and bytes, beside a bare Temporal workflow. */
@NullMarked
package dev.parley.benchmarks;

import org.jspecify.annotations.NullMarked;
