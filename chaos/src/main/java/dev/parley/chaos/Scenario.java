package dev.parley.chaos;

/** A kind of conversation, played to its end. */
@FunctionalInterface
interface Scenario {

  /** Plays it under the given id. */
  void play(Lab lab, String id);
}
