/**
 * What people and programs see of a conversation: pure functions from entries to text. Everything
 * that agents, tools and people said passes {@link dev.parley.client.view.Display} first.
 */
@NullMarked
package dev.parley.client.view;

import org.jspecify.annotations.NullMarked;
