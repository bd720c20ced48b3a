/**
 * What a conversation is made of: agents, teams, floor control, termination, messages, budgets.
 * Pure values and pure functions; nothing here knows of clocks, stores, networks or Temporal.
 */
@NullMarked
package dev.parley.agents;

import org.jspecify.annotations.NullMarked;
