/**
 * Whom policies ask, and about what: people and groups, expressions, tokens that prove who decides,
 * rules for answers.
 */
@NullMarked
package dev.parley.activities.people;

import org.jspecify.annotations.NullMarked;
