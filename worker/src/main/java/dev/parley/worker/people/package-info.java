/**
 * How people learn what they are asked, and the page on which they answer: notices by mail, by
 * hooks and by a command, and one page a request.
 */
@NullMarked
package dev.parley.worker.people;

import org.jspecify.annotations.NullMarked;
