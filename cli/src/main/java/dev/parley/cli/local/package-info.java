/**
 * What one machine needs: the home folder, the Temporal server, the worker, and who looks after
 * both.
 */
@NullMarked
package dev.parley.cli.local;

import org.jspecify.annotations.NullMarked;
