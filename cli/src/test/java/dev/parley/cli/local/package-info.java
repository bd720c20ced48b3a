@NullMarked
package dev.parley.cli.local;

import org.jspecify.annotations.NullMarked;
