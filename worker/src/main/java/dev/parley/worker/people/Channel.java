package dev.parley.worker.people;

import dev.parley.activities.people.Person;

/** A way to reach people. */
interface Channel {

  /** How long one letter may take at most, in seconds; a role's lease lasts longer. */
  int SECONDS = 10;

  /**
   * Sends a letter.
   *
   * @throws NotSent if it may not have arrived; it is tried again, so receivers look at its id
   */
  void send(Letter letter, Person person) throws NotSent;
}
