/**
 * The Java client: start, follow, say, fork. Everything that lists or follows reads the store, so
 * it works while every worker is down; only what changes a conversation needs Temporal.
 */
@NullMarked
package dev.parley.client;

import org.jspecify.annotations.NullMarked;
